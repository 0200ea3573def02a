"""The evaluation page: which recommender finds what this shop's shoppers want next, and how sure is that?"""

import csv
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from catalog.models import Job
from catalog.selectors.jobs import job_progress
from recommendations.dashboard.access import StaffRequest, staff_page
from recommendations.dashboard.evaluation_report import CSV_COLUMNS, csv_rows, report_of
from recommendations.dashboard.jobs import may_change
from recommendations.models import EvaluationRun
from recommendations.selectors.evaluation import evaluation_latest_job, evaluations_done
from recommendations.services.shop_evaluation import evaluation_start

EARLIER_SHOWN = 8


@staff_page("recommendations.view_evaluationrun")
def evaluation(request: StaffRequest) -> HttpResponse:
    """Show the latest finished run, or the one that the address names, and how far a running one is."""
    done = list(evaluations_done().select_related("job")[:EARLIER_SHOWN])
    run = _chosen(request, done)
    context = {
        "title": _("Evaluation"),
        "report": report_of(run) if run else None,
        "earlier": [other for other in done if other != run],
        "may_start": request.user.has_perm("catalog.add_job"),
        **_state(request),
    }
    return render(request, "dashboard/evaluation/page.html", admin.site.each_context(request) | context)


@require_POST
@staff_page("catalog.add_job")
def evaluation_start_page(request: StaffRequest) -> HttpResponse:
    """Start an evaluation; one that runs already goes on."""
    evaluation_start(started_by=request.user)
    return redirect("evaluation")


@staff_page("recommendations.view_evaluationrun")
def evaluation_progress(request: StaffRequest) -> HttpResponse:
    """Draw how far it is; once it has ended, have the browser fetch the whole page."""
    state = _state(request)
    response = render(request, "dashboard/evaluation/_progress.html", state)
    if not state["running"]:
        response["HX-Refresh"] = "true"
    return response


@staff_page("recommendations.view_evaluationrun")
def evaluation_csv(request: StaffRequest, pk: int) -> HttpResponse:
    """Return the rows of a run as a file."""
    run = get_object_or_404(EvaluationRun.objects.all(), pk=pk)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="evaluation-{run.pk}.csv"'
    writer = csv.DictWriter(response, CSV_COLUMNS)
    writer.writeheader()
    writer.writerows(csv_rows(run))
    return response


def _chosen(request: HttpRequest, done: list[EvaluationRun]) -> EvaluationRun | None:
    wanted = request.GET.get("run", "")
    if wanted.isdecimal():
        named: EvaluationRun = get_object_or_404(EvaluationRun.objects.exclude(rows=[]), pk=int(wanted))
        return named
    return done[0] if done else None


def _state(request: StaffRequest) -> dict[str, Any]:
    """Return the latest job with its progress; `failed` where it ended without all rows."""
    job = evaluation_latest_job()
    if job is None:
        return {"job": None, "running": False, "failed": False}
    return {
        "job": job,
        "progress": job_progress(job),
        "running": job.status in Job.OPEN,
        "failed": job.status == Job.Status.FAILED,
        "stopped": job.status == Job.Status.STOPPED,
        "may_change": may_change(request.user, job),
    }
