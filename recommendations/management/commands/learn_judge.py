"""Learns the judge of the model version in use."""

from typing import Any

from django.core.management.base import CommandError

from catalog.management.base import StoreCommand
from recommendations.models import ModelVersion
from recommendations.services.judge import judge_learn


class Command(StoreCommand):
    help = "Learn from the store's own history when the language model's judgement counts, and teach the student."

    def handle(self, *args: Any, **options: Any) -> None:
        version = ModelVersion.objects.filter(active=True).first()
        if version is None:
            raise CommandError("No model version is in use: run train_recommender first.")
        judge = judge_learn(version)
        if judge is None:
            raise CommandError("The history holds too little that was bought or put in a cart to learn from.")
        report = judge.report
        for name in ("model", "student"):
            part = report["validation"][name]
            self.stdout.write("{}: never {ndcg_never}, always {ndcg_always}, router {ndcg_router}".format(name, **part))
        self.write_json({"version": version.version, "report": report}, options)
