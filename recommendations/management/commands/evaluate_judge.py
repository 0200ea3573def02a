"""Measures the language model as judge: bucket by bucket, with intervals, and what it costs."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from catalog.management.base import StoreCommand
from recommendations.services.judge import MOST, judge_evaluate_folder, judge_evaluate_shop

ROW = "{history:>6} {item:<4}{lists:>6}  {ndcg_never:.4f}  {ndcg_always:.4f}  {ndcg_router:.4f}"
GAIN = "  {router_gain:+.4f} ({router_low:+.4f} … {router_high:+.4f})  old {weight_old} new {weight_new} {evidence}"
HEAD = "history item  lists   never  always  router   gain of the router (95 %), weights, evidence"


class Command(StoreCommand):
    help = "Learn student and router on validation lists, and compare never, always and router on test lists."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--rerank", type=Path, metavar="DIR", help="a re-ranking folder instead of the shop")
        parser.add_argument("--most", type=int, default=MOST, help="lists to learn from, and lists to measure on")
        parser.add_argument("--seed", type=int, default=0)
        super().add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        report = self._report(options)
        report["seconds"] = round(time.monotonic() - started, 1)
        for part in ("validation", "test"):
            for judge in ("model", "student"):
                self._table(f"{part}, {judge}", report[part][judge])
        self.stdout.write(f"the student agrees with the model: {report['student_agreement']:.2f}")
        self.stdout.write(f"per 1,000 shoppers: {report['cost']}")
        self.write_json(report, options)

    def _report(self, options: dict[str, Any]) -> dict[str, Any]:
        try:
            if options["rerank"]:
                return judge_evaluate_folder(options["rerank"], most=options["most"], seed=options["seed"])
            return judge_evaluate_shop(most=options["most"], seed=options["seed"])
        except (ValueError, FileNotFoundError) as error:
            raise CommandError(str(error)) from error

    def _table(self, title: str, part: dict[str, Any]) -> None:
        self.stdout.write(f"\n{title}\n{HEAD}")
        for row in part["rows"]:
            self.stdout.write((ROW + GAIN).format(**row))
        whole = "all {lists} lists: never {ndcg_never}, always {ndcg_always}, router {ndcg_router}; over never "
        leads = "{router_over_never_low:+.4f} … {router_over_never_high:+.4f}, over always "
        last = "{router_over_always_low:+.4f} … {router_over_always_high:+.4f}"
        self.stdout.write((whole + leads + last).format(**part))
