"""The preview: any shopper, session or segment, any placement, the list they get and why."""

from time import perf_counter
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from catalog.current_store import current_store_id
from catalog.models import Store
from recommendations.dashboard.access import StaffRequest, render_part_or_page, staff_page
from recommendations.dashboard.preview_cards import cards_of
from recommendations.dashboard.preview_compare import compare
from recommendations.dashboard.preview_lists import lists_of
from recommendations.dashboard.preview_rules import toggles_of
from recommendations.dashboard.preview_session_panel import session_panel, with_added
from recommendations.dashboard.preview_settings import SIZES, PreviewSettings
from recommendations.dashboard.preview_switches import devices_of, switches_of
from recommendations.dashboard.preview_why import why_words
from recommendations.dashboard.preview_words import fallback_words, language_model_words
from recommendations.dashboard.toasts import toasts
from recommendations.engine.errors import RequestError
from recommendations.engine.types import Answer
from recommendations.models import Placement, Rule
from recommendations.selectors import preview as selectors
from recommendations.selectors.attention import dead_pins
from recommendations.selectors.judge import judge_current
from recommendations.selectors.releases import releases_open
from users.models import Shopper


@staff_page("recommendations.view_placement")
def preview(request: StaffRequest) -> HttpResponse:
    """Show the list that the address describes."""
    settings, problem = with_added(PreviewSettings.from_query(request.GET), request.GET)
    settings, shopper = _settled(settings)
    store = Store.objects.get(pk=current_store_id())
    context = {
        "title": _("Preview"),
        "settings": settings,
        "shopper": shopper,
        "store": store,
        "placements": Placement.objects.all(),
        "drafts": releases_open(),
        "sizes": SIZES,
        "switches": switches_of(settings),
        "devices": devices_of(settings),
        "session": session_panel(settings, request.GET, problem),
        "toasts": toasts(request),
        "meant": []
        if shopper or settings.anonymous or settings.segment
        else selectors.shoppers_found(settings.shopper),
        "may_rule": request.user.has_perm("recommendations.add_rule"),
    }
    address = f"{request.path}?{settings.query()}"
    return render_part_or_page(request, "preview", context | _answered(settings, shopper, store), address)


@staff_page("users.view_shopper")
def preview_shoppers(request: StaffRequest) -> HttpResponse:
    """List the shoppers that a search finds, to choose from."""
    settings = PreviewSettings.from_query(QueryDict(request.GET.get("state", "")))
    typed = request.GET.get("shopper", "").strip()
    query = "" if typed == settings.shopper else typed  # untouched: offer the liveliest
    fitting = selectors.shoppers_matching(query).count() if query else 0
    context = {"found": selectors.shoppers_found(query), "q": query, "fitting": fitting, "settings": settings}
    return render(request, "dashboard/preview/_shoppers.html", context)


def _settled(settings: PreviewSettings) -> tuple[PreviewSettings, Shopper | None]:
    """Fill in the shopper and the placement that the address leaves open."""
    if not settings.placement:
        first = Placement.objects.order_by("pk").values_list("key", flat=True).first()
        settings = settings.changed(placement=first or "")
    if settings.anonymous or settings.segment:
        return settings, None
    if settings.shopper:
        return settings, Shopper.objects.filter(external_id=settings.shopper).first()
    lively = selectors.shopper_lively()
    return settings.changed(shopper=lively.external_id if lively else "", anonymous=lively is None), lively


def _answered(settings: PreviewSettings, shopper: Shopper | None, store: Store) -> dict[str, Any]:
    """Ask the engine; an error in the request becomes words on the page."""
    started = perf_counter()
    try:
        lists = lists_of(settings, locale=store.default_locale)
    except RequestError as error:
        return {"error": error, "who": shopper and selectors.shopper_who(shopper, locale=store.default_locale)}
    answer, live = lists.answer, lists.live
    comparison = compare(answer.items, live.items) if live else None
    milliseconds = (perf_counter() - started) * 1000
    rules = selectors.rules_of(Placement.objects.get(key=answer.placement), settings.release_number)
    by_key = {rule.key or 0: rule for rule in rules}
    hidden, dead = (
        [rule for rule in rules if rule.kind == Rule.Kind.HIDE and rule.product_id],
        dead_pins(placement=answer.placement),
    )
    return {
        "answer": answer,
        "fallback_words": fallback_words(answer.fallback),
        "cards": cards_of(answer, rules=by_key, live=comparison.live_ranks if comparison else None),
        "live": live,
        "segment": lists.segment,
        "comparison": comparison,
        "toggles": toggles_of(rules, settings),
        "why": None if lists.segment else why_words(settings, answer.locale, rules[0].release_id if rules else None),
        "hidden": hidden,
        "dead": dead,
        "rule_titles": selectors.product_titles(
            [rule.product_id for rule in [*hidden, *dead] if rule.product_id], locale=answer.locale
        ),
        "milliseconds": milliseconds,
        "who": shopper and selectors.shopper_who(shopper, locale=answer.locale),
        "language_model_words": _language_model(settings, shopper, answer),
    }


def _language_model(settings: PreviewSettings, shopper: Shopper | None, answer: Answer) -> str:
    """Tell why the switch for the language model changes nothing, where it is on and does not."""
    if shopper is None or answer.fallback or not (settings.llm and settings.personal):
        return ""
    return language_model_words(judge_current(), answer.items, events=shopper.event_count)
