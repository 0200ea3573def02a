"""Experiments: what runs, the wizard that plans one, and the page that tells how it stands."""

import csv
from datetime import date
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from recommendations.dashboard.access import StaffRequest, staff_page
from recommendations.dashboard.experiment_form import ExperimentForm
from recommendations.dashboard.experiment_words import CSV_COLUMNS, csv_rows, plan_words, standing_of
from recommendations.dashboard.toasts import toast, toasts
from recommendations.models import Experiment
from recommendations.selectors.experiments import basis_of, days_running, experiment_result, plan_of
from recommendations.selectors.owed_events import store_zone
from recommendations.services import experiments as services


@staff_page("recommendations.view_experiment")
def experiments(request: StaffRequest) -> HttpResponse:
    """List the experiments, latest first."""
    context = {
        "title": _("Experiments"),
        "experiments": Experiment.objects.select_related("created_by"),
        "may_plan": request.user.has_perm("recommendations.add_experiment"),
        "toasts": toasts(request),
    }
    return _page(request, "list", context)


@staff_page("recommendations.add_experiment")
def experiment_new(request: StaffRequest) -> HttpResponse:
    """Ask what is to be tried; a change of the form shows at once how many days it takes."""
    form = ExperimentForm(request.POST or request.GET or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.experiment_plan(**form.values(), planned_by=request.user, today=_today())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("experiment", pk=made.pk)
    context = {"title": _("Plan an experiment"), "form": form, **_plan(form)}
    if request.htmx:
        return render(request, "dashboard/experiments/_plan.html", context)
    return _page(request, "new", context)


@staff_page("recommendations.view_experiment")
def experiment(request: StaffRequest, pk: int) -> HttpResponse:
    """Tell how an experiment stands."""
    one = get_object_or_404(Experiment.objects.select_related("created_by", "ended_by"), pk=pk)
    context = {
        "title": one.name,
        "experiment": one,
        "standing": standing_of(one, experiment_result(one), days_running(one, _today())),
        "may_change": request.user.has_perm("recommendations.change_experiment"),
        "decisions": Experiment.Decision.choices,
        "toasts": toasts(request),
    }
    return _page(request, "page", context)


@staff_page("recommendations.view_experiment")
def experiment_csv(request: StaffRequest, pk: int) -> HttpResponse:
    """Return the arms as a file."""
    one = get_object_or_404(Experiment.objects.all(), pk=pk)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="experiment-{one.key}.csv"'
    writer = csv.writer(response)
    writer.writerow(CSV_COLUMNS)
    writer.writerows(csv_rows(experiment_result(one)))
    return response


@require_POST
@staff_page("recommendations.change_experiment")
def experiment_change(request: StaffRequest, pk: int, change: str) -> HttpResponse:
    """Start or end an experiment."""
    one = get_object_or_404(Experiment.objects.all(), pk=pk)
    try:
        if change == "start":
            services.experiment_start(experiment=one, now=timezone.now())
            toast(request, _("The experiment runs: shoppers are in their arms from now on."))
        else:
            decision = request.POST.get("decision", "")
            services.experiment_end(experiment=one, decision=decision, ended_by=request.user, now=timezone.now())
            toast(request, _("The experiment has ended: everybody gets what is live."))
    except ValidationError as error:
        toast(request, " ".join(error.messages), level=messages.ERROR)
    return redirect("experiment", pk=pk)


def _plan(form: ExperimentForm) -> dict[str, Any]:
    if not form.is_bound or not form.is_valid():
        return {"plan": None}
    asked = form.cleaned_data
    basis = basis_of(metric=asked["metric"], placement=asked["placement"], today=_today())
    plan = plan_of(basis, minimum_effect=asked["minimum_effect"] / 100, share=asked["share"] / 100)
    return {"plan": plan_words(plan, basis, asked["metric"])}


def _page(request: StaffRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, f"dashboard/experiments/{name}.html", admin.site.each_context(request) | context)


def _today() -> date:
    return timezone.now().astimezone(store_zone()).date()
