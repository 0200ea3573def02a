"""manage.py generate_copy: write drafts of copy and wait."""

import json
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from catalog.models import Job
from catalog.services.jobs import job_run
from catalog.services.steps import step_start


class Command(BaseCommand):
    help = "Write drafts of copy for the products, audiences and languages that most shoppers would read."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--limit", type=int, help="the most drafts to write")
        parser.add_argument("--json", action="store_true", help="print one JSON object as the last line")

    def handle(self, *args: Any, limit: int | None, **options: Any) -> None:
        started = time.monotonic()
        job = step_start(kind=Job.Kind.GENERATE_COPY, limit=limit, enqueue=False)
        job = job_run(job=job, progress=self._show)
        self._report(job, seconds=time.monotonic() - started, as_json=options["json"])

    def _show(self, job: Job) -> None:
        self.stderr.write(f"\r{job.done + job.failed} of {job.total}", ending="")

    def _report(self, job: Job, *, seconds: float, as_json: bool) -> None:
        figures = {"done": job.done, "failed": job.failed, "seconds": round(seconds, 1)}
        if as_json:
            self.stdout.write(json.dumps(figures))
            return
        self.stdout.write(f"\n{job.done} drafts written, {job.failed} failed, in {seconds:.0f} s. {job.error}")
