"""What a flow that is being edited would do to the lists of a few shoppers, before it is saved."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from recommendations.dashboard.access import StaffRequest, staff_page
from recommendations.dashboard.flow_form import FlowForm
from recommendations.dashboard.preview_compare import compare
from recommendations.engine.flow import Flow as EngineFlow
from recommendations.engine.types import Request
from recommendations.models import Flow, Release
from recommendations.selectors.preview import shoppers_found
from recommendations.selectors.recommend import recommend

SHOPPERS = 2  # the liveliest, beside somebody unknown
NAMED = 3  # products that come in


@dataclass(frozen=True, slots=True)
class Effect:
    """The difference between the live list of a shopper and the one that the flow would make."""

    shopper: str
    words: str
    came: list[str]


@require_POST
@staff_page("recommendations.change_release")
def flow_effect(request: StaffRequest, number: int, pk: int) -> HttpResponse:
    """Render the effect of what is typed; nothing is stored."""
    release = get_object_or_404(Release, number=number)
    flow: Flow = get_object_or_404(Flow.objects.select_related("placement"), release=release, pk=pk)
    form = FlowForm(request.POST, instance=flow)
    effects = effects_of(release, flow, form) if form.is_valid() else []
    return render(request, "dashboard/release/_flow_effect.html", {"effects": effects, "valid": form.is_valid()})


def effects_of(release: Release, flow: Flow, form: FlowForm) -> list[Effect]:
    """Compare lists for a few shoppers, whoever is known by then."""
    said = form.values()
    tried = EngineFlow(**{name: said[name] for name in EngineFlow.__dataclass_fields__} | _frozen(said["sources_off"]))
    ids: list[str | None] = [shopper.external_id for shopper in shoppers_found("", limit=SHOPPERS)]
    return [_effect(shopper, flow.placement.key, release.number, tried, said["k"]) for shopper in [*ids, None]]


def _frozen(sources_off: list[str]) -> dict[str, frozenset[str]]:
    return {"sources_off": frozenset(sources_off)}


def _effect(shopper: str | None, placement: str, release: int, flow: EngineFlow, k: int) -> Effect:
    live = recommend(Request(shopper, placement)).items
    drafted = recommend(Request(shopper, placement, k=k, release=release, flow=flow)).items
    before = {item.pk for item in live}
    came = [item.title or item.product_id for item in drafted if item.pk not in before]
    return Effect(shopper or _("somebody unknown"), compare(drafted, live).words, came[:NAMED])
