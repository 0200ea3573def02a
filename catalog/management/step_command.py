"""The base of commands that run a step of the method and wait for it."""

import time
from argparse import ArgumentParser
from collections.abc import Mapping
from typing import Any

from django.core.management.base import CommandError

from catalog.management.base import JsonCommand, StoreCommand
from catalog.models import Job
from catalog.selectors.jobs import job_progress
from catalog.services.jobs import job_run
from catalog.services.steps import step_start


class RowsFailed(CommandError):
    """A step has ended, but not well for each of its rows."""


class StepCommand(StoreCommand):
    """Run one step here, with progress, beside any worker; `kind` names it."""

    kind: str

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--limit", type=int, help="work on at most so many rows")
        super().add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        job = job_show(self, self.job(options))
        seconds = round(time.monotonic() - started, 1)
        self.stdout.write(f"{job.done:,} done, {job.failed:,} failed in {seconds:,} s")
        self.write_json({"done": job.done, "failed": job.failed, "seconds": seconds}, options)
        check_rows(job)

    def job(self, options: Mapping[str, Any]) -> Job:
        """Start the job that the options ask for."""
        return step_start(kind=self.kind, limit=options["limit"], enqueue=False)


def step_run(command: JsonCommand, *, kind: str, limit: int | None = None) -> Job:
    """Run a step and show how far it is."""
    return job_show(command, step_start(kind=kind, limit=limit, enqueue=False))


def job_show(command: JsonCommand, job: Job) -> Job:
    """Run a job here and show how far it is."""

    def show(job: Job) -> None:
        progress = job_progress(job)
        left = f", {progress.seconds_left:,.0f} s left" if progress.seconds_left else ""
        command.stdout.write(f"{job.done + job.failed:,} of {job.total:,} ({progress.share:.0%}{left})")

    return job_run(job=job, progress=show)


def check_rows(*jobs: Job) -> None:
    """Raise RowsFailed where any row failed, after all output, so that scripts see it in the exit status."""
    failed = [f"{job}: {job.failed:,} of {job.total:,} rows failed: {job.error}" for job in jobs if job.failed]
    if failed:
        raise RowsFailed("\n".join(failed))
