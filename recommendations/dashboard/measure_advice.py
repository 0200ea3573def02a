"""What the figures say, in a sentence, and what to do about them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from recommendations.dashboard.formats import number, percent
from recommendations.dashboard.links import list_link
from recommendations.experiments.estimates import bounds, difference
from recommendations.selectors.exposure import exposure_by_brand, unshown_products
from recommendations.selectors.measure import Outcome, Slice, Spread

LITTLE_COVERAGE, LITTLE_NEW, CROWDED = 0.5, 0.02, 2.0


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to do, with the figure that asks for it."""

    icon: str
    text: str
    verb: str
    link: str


def headline_of(now: Outcome, before: Outcome, days: int) -> tuple[str, str]:
    """Return tone and sentence: whether the lists do better than in the period before, beyond chance."""
    words = {"now": percent(now.click_rate.value, 1), "before": percent(before.click_rate.value, 1), "days": days}
    if not before.impressions:
        text = ngettext(
            "%(now)s of what was shown was clicked in the last %(days)s day; nothing was shown before.",
            "%(now)s of what was shown was clicked in the last %(days)s days; nothing was shown before.",
            days,
        )
        return "info", text % words
    gap = difference(now.click_rate, before.click_rate)
    if not bounds(gap).excludes_zero:
        return "warn", _("No change is shown: the click rate is %(now)s after %(before)s, which may be chance.") % words
    if gap.value > 0:
        return "ok", _("Lists are clicked more: the click rate is %(now)s after %(before)s, beyond chance.") % words
    return "bad", _("Lists are clicked less: the click rate is %(now)s after %(before)s, beyond chance.") % words


def advice_of(of: Slice, now: Outcome, spread: Spread) -> list[Advice]:
    """Return what the figures ask for, most pressing first; never nothing."""
    found = [*_crowding(of), *_coverage(of, spread), *_new(now)]
    return found or [
        Advice(
            "science",
            _("Nothing stands out. Try a change on a part of the shoppers before all see it."),
            _("Plan an experiment"),
            reverse("experiments"),
        )
    ]


def _crowding(of: Slice) -> Iterator[Advice]:
    for share in exposure_by_brand(of):
        if share.name and share.catalog and share.shown > 0.1 and share.shown / share.catalog > CROWDED:
            words = {"brand": share.name, "shown": percent(share.shown), "catalog": percent(share.catalog)}
            text = _("%(brand)s has %(shown)s of the places and %(catalog)s of the catalog.") % words
            yield Advice("balance", text, _("Limit it by a rule"), list_link("recommendations.Rule"))
            return


def _coverage(of: Slice, spread: Spread) -> Iterator[Advice]:
    if spread.products and spread.shown / spread.products < LITTLE_COVERAGE:
        n = unshown_products(of)
        text = ngettext("%(n)s product was never shown.", "%(n)s products were never shown.", n) % {"n": number(n)}
        yield Advice("visibility_off", text, _("Explore places"), list_link("recommendations.Placement"))


def _new(now: Outcome) -> Iterator[Advice]:
    if now.new_share.value < LITTLE_NEW:
        text = _("New products have %s of the places.") % percent(now.new_share.value, 1)
        yield Advice("fiber_new", text, _("Keep places for them"), list_link("recommendations.Placement"))
