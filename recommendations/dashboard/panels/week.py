"""Panel: the last seven days against the seven before."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.current_store import current_store_id
from catalog.models import Store
from recommendations.dashboard.formats import number, percent, whole_money
from recommendations.dashboard.links import list_link
from recommendations.dashboard.panels.base import Panel
from recommendations.selectors.figures import Period, WeekFigures, week_figures


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as shown: value, change against the week before (up, down or same), and what it rests on."""

    label: str
    value: str
    change: str
    direction: str
    basis: str
    link: str


class Week(Panel):
    name = "week"
    wide = True
    permission = "users.view_interaction"

    def context(self, request: HttpRequest) -> dict[str, Any]:
        now = timezone.now()
        week = week_figures(until=now)
        currency = Store.objects.only("currency").get(pk=current_store_id()).currency
        return {"figures": figures_of(week, currency=currency), "week_empty": week.empty, "updated_at": now}


def figures_of(week: WeekFigures, *, currency: str) -> list[Figure]:
    """Put the figures of a week into words."""
    return [
        _counted(_("Events"), week, "events"),
        _click_rate(week),
        _counted(_("Purchases"), week, "purchases", type__exact="purchase"),
        _revenue(week, currency),
        _catalog_shown(week),
    ]


def _counted(label: str, week: WeekFigures, name: str, **filters: str) -> Figure:
    now, before = getattr(week.now, name), getattr(week.before, name)
    basis = _("%(n)s in the 7 days before") % {"n": number(before)}
    return Figure(label, number(now), *_relative(now, before), basis, _events(week, **filters))


def _click_rate(week: WeekFigures) -> Figure:
    now, before = week.now.click_rate, week.before.click_rate
    basis = _("%(clicks)s clicks of %(n)s times shown") % {
        "clicks": number(week.now.clicks),
        "n": number(week.now.impressions),
    }
    if now is None:
        return Figure(_("Click rate"), "–", "", "same", basis, _events(week, type__exact="impression"))
    value = f"{percent(now, 1)} ±{number((week.now.click_rate_error or 0) * 100, 1)}"
    change = "" if before is None else _("%(n)s points") % {"n": _signed((now - before) * 100, 1)}
    direction = "same" if before is None else _direction(round(now - before, 3))
    return Figure(_("Click rate"), value, change, direction, basis, _events(week, type__exact="click"))


def _revenue(week: WeekFigures, currency: str) -> Figure:
    def money(period: Period) -> str:
        return whole_money(period.revenue, currency)

    basis = _("%(money)s in the 7 days before") % {"money": money(week.before)}
    change = _relative(float(week.now.revenue), float(week.before.revenue))
    return Figure(_("Revenue"), money(week.now), *change, basis, _events(week, type__exact="purchase"))


def _catalog_shown(week: WeekFigures) -> Figure:
    basis = _("%(shown)s of %(n)s products") % {"shown": number(week.now.products_shown), "n": number(week.products)}
    if not week.products:
        return Figure(_("Share of catalog shown"), "–", "", "same", basis, list_link("catalog.Product"))
    now, before = week.now.products_shown / week.products, week.before.products_shown / week.products
    change = _("%(n)s points") % {"n": _signed((now - before) * 100, 0)}
    value = percent(min(now, 1.0))
    return Figure(
        _("Share of catalog shown"), value, change, _direction(now - before), basis, list_link("catalog.Product")
    )


def _relative(now: float, before: float) -> tuple[str, str]:
    if not before:
        return "", "same"
    share = now / before - 1
    return ("+" if share > 0 else "") + percent(share), _direction(round(share, 2))


def _signed(points: float, digits: int) -> str:
    return ("+" if points > 0 else "") + number(points, digits)


def _direction(difference: float) -> str:
    return "up" if difference > 0 else "down" if difference < 0 else "same"


def _events(week: WeekFigures, **filters: str) -> str:
    since = (week.since + timedelta(seconds=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return list_link("users.Interaction", occurred_at__gte=since, **filters)
