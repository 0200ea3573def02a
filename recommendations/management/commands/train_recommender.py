"""Trains the recommender."""

from argparse import ArgumentParser
from collections.abc import Mapping
from typing import Any

from catalog.management.step_command import StepCommand
from catalog.models import Job
from catalog.services.jobs import job_start
from recommendations.services.training import ANEW


class Command(StepCommand):
    help = "Train item neighbours, popularity, the sequence model and the blend, and put them into use."
    kind = Job.Kind.TRAIN_RECOMMENDER

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--full", action="store_true", help="do not go on from the version in use")
        super().add_arguments(parser)

    def job(self, options: Mapping[str, Any]) -> Job:
        return job_start(kind=self.kind, ids=[ANEW], enqueue=False) if options["full"] else super().job(options)
