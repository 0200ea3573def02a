"""Evaluates recommenders on the shop's own history."""

from collections.abc import Mapping
from typing import Any

from catalog.management.base import StoreCommand
from catalog.management.step_command import check_rows
from catalog.selectors.jobs import job_progress
from catalog.services.jobs import job_run
from recommendations.models import EvaluationRun
from recommendations.services.shop_evaluation import evaluation_start

COLUMNS = ("hr_at_10", "ndcg_at_10", "mrr", "coverage", "novelty", "intra_list_diversity", "gini", "popularity_bias")


class Command(StoreCommand):
    help = "Ask recommenders what each shopper took first after one moment, and show the report."

    def handle(self, *args: Any, **options: Any) -> None:
        job = evaluation_start(enqueue=False)
        job = job_run(job=job, progress=lambda job: self.stdout.write(f"{job_progress(job).share:.0%}"))
        run = EvaluationRun.objects.filter(job=job).first()
        rows = run.rows if run else []
        self._tell(rows)
        self.write_json({"rows": rows, "seed": run.seed if run else 0, **(run.asked if run else {})}, options)
        check_rows(job)

    def _tell(self, rows: list[Mapping[str, Any]]) -> None:
        self.stdout.write(f"{'model':<18}" + "".join(f"{name:>22}" for name in COLUMNS))
        for row in rows:
            self.stdout.write(f"{row['model']:<18}" + "".join(f"{row[name]:>22.4f}" for name in COLUMNS))
