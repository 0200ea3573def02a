"""Hands the whole method to the workers."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from catalog.models import Job
from catalog.selectors.jobs import jobs_open
from catalog.services.jobs import job_enqueue
from catalog.services.steps import ALL_STEPS, step_start


class Command(BaseCommand):
    help = "Start all steps of the method one after the other, or go on with those that were interrupted."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--again", action="store_true", help="start them even if they ran before")

    def handle(self, *args: Any, **options: Any) -> None:
        interrupted = list(jobs_open())
        for job in interrupted:
            job_enqueue(job=job)
            self.stdout.write(f"{job}: going on at {job.done:,} of {job.total:,}")
        if not interrupted and (options["again"] or not Job.objects.exists()):
            step_start(kind=ALL_STEPS[0], follow_up=ALL_STEPS[1:])
            self.stdout.write("The workers now fill in vectors, features, profiles, scores and copy: see Jobs.")
