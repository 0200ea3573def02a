"""The base of commands that run a step of the method and wait for it."""

import json
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from catalog.models import Job
from catalog.selectors.jobs import job_progress
from catalog.services.jobs import job_run
from catalog.services.steps import step_start


class StepCommand(BaseCommand):
    """Run one step here, with progress, beside any worker; `kind` names it."""

    kind: str

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--limit", type=int, help="work on at most so many rows")
        parser.add_argument("--json", action="store_true", help="print one JSON object as the last line")

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        job = step_start(kind=self.kind, limit=options["limit"], enqueue=False)
        job = job_run(job=job, progress=self.show)
        seconds = round(time.monotonic() - started, 1)
        self.stdout.write(f"{job.done:,} done, {job.failed:,} failed in {seconds:,} s")
        if job.error:
            self.stderr.write(self.style.ERROR(job.error))
        if options["json"]:
            self.stdout.write(json.dumps({"done": job.done, "failed": job.failed, "seconds": seconds}))

    def show(self, job: Job) -> None:
        progress = job_progress(job)
        left = f", {progress.seconds_left:,.0f} s left" if progress.seconds_left else ""
        self.stdout.write(f"{job.done + job.failed:,} of {job.total:,} ({progress.share:.0%}{left})")
