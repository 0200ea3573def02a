"""The pictures of the page of figures."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from recommendations.dashboard.charts.bars import BarChart, BarWords, Bucket, Value, bar_chart
from recommendations.dashboard.formats import interval_label, number, percent, whole_money
from recommendations.experiments.estimates import Estimate, bounds, wilson_bounds
from recommendations.selectors.exposure import Share, share_bounds
from recommendations.selectors.measure import Outcome

BARS_OF_DAYS = 14  # at most; older days are in the table of the file


def click_rate_by_day(days: Mapping[date, Outcome], shoppers: int) -> BarChart:
    """Return a bar for each of the latest days."""
    latest = list(days.items())[-BARS_OF_DAYS:]
    values = [_rate(date_format(day, "SHORT_DATE_FORMAT"), outcome) for day, outcome in latest]
    return _bars("by-day", _("Click rate by day"), _("day"), values, shoppers)


def click_rate_by(
    key: str, title: str, name: str, outcomes: Mapping[Any, Outcome], names: Mapping[Any, str], shoppers: int
) -> BarChart:
    """Return a bar for each placement, release or segment, with its interval."""
    values = [_rate(names.get(label, str(label)), outcome) for label, outcome in outcomes.items()]
    return _bars(key, title, name, values, shoppers)


def click_rate_by_place(places: Sequence[tuple[int, int, int]]) -> BarChart:
    """Return a bar for each place of a list: what attention does to clicks."""
    values = []
    for place, shown, clicks in places[:20]:
        around = wilson_bounds(min(clicks, shown), shown)
        values.append(Value(str(place), clicks / shown if shown else 0.0, around.low, around.high))
    times = sum(shown for _, shown, _ in places)
    basis = ngettext("%(n)s time shown", "%(n)s times shown", times) % {"n": number(times)}
    return _chart("by-place", _("Click rate by place in the list"), _("place"), values, basis)


def exposure(key: str, title: str, shares: Sequence[Share], names: Mapping[str, str]) -> BarChart:
    """Return three bars for each group: its part of what was shown, now and before, and of the catalog."""
    words = BarWords(
        key=key,
        title=title,
        # xgettext:no-python-format
        summary=_("part of what was shown, against the part of the catalog; lines are 95 % intervals over days"),
        columns=[_("group"), _("times shown"), _("part of"), _("share"), interval_label()],
        number=_percent,
        mark_best=False,
    )
    buckets = [
        Bucket(
            names.get(share.name, share.name),
            ngettext("%(n)s time shown", "%(n)s times shown", share.impressions) % {"n": number(share.impressions)},
            [
                _share(_("shown"), share.now),
                _share(_("period before"), share.earlier),
                Value(_("catalog"), share.catalog, share.catalog, share.catalog),
            ],
        )
        for share in shares
    ]
    return bar_chart(buckets, words)


def price_names(bounds_of: Sequence[float], currency: str) -> dict[str, str]:
    """Return the names of four price bands, by the prices between them."""
    if not bounds_of:
        return {}
    written = [whole_money(price, currency) for price in bounds_of]
    between = [_("%(low)s to %(high)s") % {"low": low, "high": high} for low, high in pairwise(written)]
    names = [_("below %s") % written[0], *between, _("%s and more") % written[-1]]
    return {str(part): name for part, name in enumerate(names)}


def _share(name: str, share: Estimate) -> Value:
    around = share_bounds(share)
    return Value(name, share.value, around.low, around.high)


def _rate(name: str, outcome: Outcome) -> Value:
    around = bounds(outcome.click_rate)
    return Value(name, outcome.click_rate.value, max(around.low, 0.0), around.high)


def _bars(key: str, title: str, name: str, values: Sequence[Value], shoppers: int) -> BarChart:
    basis = ngettext("%(n)s shopper", "%(n)s shoppers", shoppers) % {"n": number(shoppers)}
    return _chart(key, title, name, values, basis)


def _chart(key: str, title: str, name: str, values: Sequence[Value], basis: str) -> BarChart:
    words = BarWords(
        key=key,
        title=title,
        summary=_lines_are(key),
        columns=[_("period"), _("how many"), name, _("click rate"), interval_label()],
        number=_percent,
        mark_best=False,
    )
    return bar_chart([Bucket("", basis, values)], words)


def _percent(value: float) -> str:
    return percent(value, 1)


def _lines_are(key: str) -> str:
    if key == "by-place":
        # xgettext:no-python-format
        return _("lines are 95 % intervals")
    # xgettext:no-python-format
    return _("lines are 95 % intervals over shoppers")
