"""New products and their clocks: how long until the first shopper saw them, and why nobody has yet."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from recommendations.dashboard.access import StaffRequest, render_part_or_page, staff_page
from recommendations.dashboard.preview_why import rule_of, stage_words
from recommendations.engine.types import Request
from recommendations.engine.why_not import Stage, Why
from recommendations.models import Placement
from recommendations.selectors.new_items import NEW_FOR, Clock, new_item_clocks
from recommendations.selectors.preview import product_titles
from recommendations.selectors.releases import release_live
from recommendations.selectors.why_not import why_not_each


@dataclass(frozen=True, slots=True)
class ClockRow:
    """A new product in words; of one that waits, why, what would bring it in, and the preview that tells more."""

    clock: Clock
    title: str
    why: str = ""
    remedy: str = ""
    query: str = ""


@staff_page("recommendations.view_placement")
def new_items(request: StaffRequest) -> HttpResponse:
    """Show the clocks; why a product waits is asked of one placement, as somebody new would see it."""
    key = request.GET.get("placement", "")
    placement = get_object_or_404(Placement, key=key) if key else Placement.objects.order_by("pk").first()
    clocks = new_item_clocks(now=timezone.now())
    context = {
        "title": _("New products"),
        "clocks": clocks,
        "rows": _rows(clocks.rows, clocks.waiting, placement, timezone.now()),
        "days": NEW_FOR.days,
        "placement": placement,
        "placements": Placement.objects.all(),
    }
    address = f"{request.path}?{urlencode({'placement': placement.key})}" if placement else request.path
    return render_part_or_page(request, "new_items", context, address)


def _rows(clocks: list[Clock], waiting: list[Clock], placement: Placement | None, now: datetime) -> list[ClockRow]:
    locale = get_language() or "en"
    titles = product_titles([row.product.pk for row in clocks], locale=locale)
    told = _told(waiting, placement, now, locale)
    return [
        ClockRow(row, titles.get(row.product.pk, row.product.external_id), *told.get(row.product.pk, ()))
        for row in clocks
    ]


def _told(
    waiting: list[Clock], placement: Placement | None, now: datetime, locale: str
) -> dict[int, tuple[str, str, str]]:
    """Return why each product waits, by its key: one list is made and all of them are followed through it."""
    if not waiting or placement is None:
        return {}
    products = [row.product for row in waiting]
    whys, made = why_not_each(Request(shopper_id=None, placement=placement.key, as_of=now), products)
    live = release_live()
    found = {}
    for product, why in zip(products, whys, strict=True):
        text, remedy = _words(why, len(made.placed), rule_of(why, live.pk if live else None, locale))
        query = urlencode({"anonymous": 1, "placement": placement.key, "why": product.external_id})
        found[product.pk] = (text, remedy, query)
    return found


def _words(why: Why, length: int, rule: str) -> tuple[str, str]:
    if why.stage == Stage.SHOWN:
        text = _("Somebody new would see it at place %(rank)s: nobody has come by yet, or nothing reports impressions.")
        return text % {"rank": why.rank}, ""
    if why.stage == Stage.NOT_RETRIEVED:
        text = _("No source leads to it: newer products stand before it, and it is not popular yet.")
        return text, _("Pin it, or boost what it belongs to.")
    return stage_words(why, length, rule)
