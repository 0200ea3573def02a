"""The jobs page: what runs, how fast, until when; start, stop, resume."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from catalog.models import Job
from catalog.selectors.jobs import job_progress, jobs_recent
from catalog.services.jobs import job_resume, job_stop
from catalog.services.steps import ALL_STEPS, step_start
from recommendations.dashboard.access import render_part_or_page, staff_page

ALL = "all"


@staff_page("catalog.view_job")
def jobs(request: HttpRequest) -> HttpResponse:
    """Show the jobs; htmx asks for the list alone every two seconds."""
    return _shown(request)


@require_POST
@staff_page("catalog.add_job")
def job_start_page(request: HttpRequest) -> HttpResponse:
    """Start one step, or all of them in their order."""
    kind, *follow_up = ALL_STEPS if request.POST.get("kind") == ALL else [request.POST.get("kind", "")]
    if kind not in Job.Kind.values:
        return HttpResponseBadRequest(_("There is no such kind of job."), content_type="text/plain")
    step_start(kind=kind, follow_up=follow_up, started_by=request.user)
    return _shown(request) if request.htmx else redirect("jobs")  # type: ignore[attr-defined]


@require_POST
@staff_page("catalog.view_job")
def job_change(request: HttpRequest, pk: int, change: str) -> HttpResponse:
    """Stop or resume a job."""
    job = get_object_or_404(Job.objects.all(), pk=pk)
    if not may_change(request.user, job):
        raise PermissionDenied
    if change == "stop":
        job_stop(job=job)
    else:
        job_resume(job=job)
    return _shown(request) if request.htmx else redirect("jobs")  # type: ignore[attr-defined]


def may_change(user: Any, job: Job) -> bool:
    """Whoever started a job may stop it, and so may those who look after all jobs."""
    own = job.started_by_id == user.pk and user.has_perm("catalog.add_job")
    return bool(own or user.has_perm("catalog.change_job"))


def _shown(request: HttpRequest) -> HttpResponse:
    listed = [_row(job, request.user) for job in jobs_recent(30).select_related("started_by")]
    may_start = request.user.has_perm("catalog.add_job")
    kinds = Job.Kind.choices if may_start else []
    return render_part_or_page(request, "jobs", {"title": _("Jobs"), "jobs": listed, "kinds": kinds, "all": ALL})


def _row(job: Job, user: Any) -> dict[str, Any]:
    return {
        "job": job,
        "progress": job_progress(job),
        "open": job.status in Job.OPEN,
        "follow_up": [Job.Kind(kind).label for kind in job.follow_up],
        "tone": {"done": "ok", "failed": "bad", "stopped": "warn"}.get(job.status, ""),
        "may_change": may_change(user, job),
        "can_resume": job.status in (Job.Status.FAILED, Job.Status.STOPPED)
        or (job.failed and job.status == Job.Status.DONE),
    }
