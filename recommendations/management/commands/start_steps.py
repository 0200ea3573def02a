"""Hands the whole method to the workers."""

from argparse import ArgumentParser
from typing import Any

from catalog.management.base import StoreCommand
from catalog.models import Job
from catalog.selectors.jobs import jobs_open
from catalog.services.jobs import job_enqueue
from catalog.services.steps import ALL_STEPS, step_start


class Command(StoreCommand):
    help = "Start all steps of the method one after the other, or go on with those that were interrupted."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--again", action="store_true", help="start them even if they ran before")
        super().add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        started: list[str] = []
        interrupted = list(jobs_open())
        for job in interrupted:
            job_enqueue(job=job)
            self.stdout.write(f"{job}: going on at {job.done:,} of {job.total:,}")
        if not interrupted and (options["again"] or not Job.objects.exists()):
            step_start(kind=ALL_STEPS[0], follow_up=ALL_STEPS[1:])
            started = list(map(str, ALL_STEPS))
            self.stdout.write("The workers now fill in vectors, features, profiles, scores and copy: see Jobs.")
        self.write_json({"started": started, "resumed": [job.pk for job in interrupted]}, options)
