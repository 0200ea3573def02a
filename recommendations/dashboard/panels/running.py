"""Panel: the long work that runs now, asked for again every few seconds."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from catalog.models import Job
from catalog.selectors.jobs import JobProgress, job_progress, jobs_open, jobs_recent
from recommendations.dashboard.panels.base import Panel

JOBS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class RunningJob:
    """A job with its measured progress."""

    job: Job
    progress: JobProgress


class Running(Panel):
    name = "running"
    permission = "catalog.view_job"

    def context(self, request: HttpRequest) -> dict[str, Any]:
        jobs = list(jobs_open())
        latest = None if jobs else jobs_recent(1).first()
        shown = [RunningJob(job, job_progress(job)) for job in jobs[:JOBS_SHOWN]]
        return {"running": shown, "running_more": len(jobs) - len(shown), "latest_job": latest}
