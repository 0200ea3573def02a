"""The figures of the page in words: each with its interval or n, and the period before."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from recommendations.dashboard.formats import number, percent, whole_money
from recommendations.experiments.estimates import Bounds, Estimate, bounds, difference
from recommendations.selectors.measure import Outcome, Spread

Write = Callable[[float], str]


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure: value, interval, n and the period before, in words and in numbers."""

    key: str
    label: str
    meaning: str
    value: str
    interval: str
    basis: str
    change: str
    direction: str  # up, down, or same where chance may have made it
    raw: tuple[float | None, float | None, float | None, int, float | None]  # value, low, high, n, before


def figures_of(now: Outcome, before: Outcome, spread: Spread, earlier: Spread, currency: str) -> list[Measured]:
    """Put a period into words."""
    return [*_rates(now, before, currency), *_spreads(spread, earlier, now.impressions)]


def _rates(now: Outcome, before: Outcome, currency: str) -> Iterator[Measured]:
    n = _shoppers(now.shoppers)

    def money(value: float) -> str:
        return whole_money(value, currency)

    yield _estimated(
        "click_rate",
        _("Click rate"),
        _("clicks of 100 times that a product was shown"),
        now.click_rate,
        before.click_rate,
        _precise,
        _("%(clicks)s of %(shown)s, %(n)s") % {"clicks": number(now.clicks), "shown": number(now.impressions), "n": n},
    )
    yield _estimated(
        "conversion",
        _("Conversion"),
        _("shoppers who bought what a list had shown them, of all who saw one"),
        now.conversion,
        before.conversion,
        _precise,
        ngettext("%(bought)s purchase, %(n)s", "%(bought)s purchases, %(n)s", now.purchases)
        % {"bought": number(now.purchases), "n": n},
    )
    yield _estimated(
        "revenue_per_thousand",
        _("Revenue per 1,000 shown"),
        _("money from purchases that are owed to a list, for each thousand times that a product was shown"),
        now.revenue_per_thousand,
        before.revenue_per_thousand,
        money,
        _("%(money)s in all, %(n)s") % {"money": money(now.revenue), "n": n},
    )
    yield _estimated(
        "new_share",
        _("New products"),
        _("of what was shown, came into the shop within 14 days before"),
        now.new_share,
        before.new_share,
        _precise,
        n,
    )


def _spreads(now: Spread, before: Spread, shown: int) -> Iterator[Measured]:
    coverage, earlier = _part(now), _part(before)
    yield Measured(
        "coverage",
        _("Coverage"),
        _("products that were shown at least once, of all that may be shown; counted, not estimated"),
        percent(coverage) if coverage is not None else "–",
        "",
        _("%(shown)s of %(n)s products") % {"shown": number(now.shown), "n": number(now.products)},
        *_plain_change(coverage, earlier, _points, 0.005),
        (coverage, None, None, now.products, earlier),
    )
    yield Measured(
        "novelty",
        _("Novelty"),
        _("how seldom the shown products are shown in the shop, in bits: one more is half as often; counted"),
        _bits(now.novelty) if now.novelty is not None else "–",
        "",
        ngettext("%(n)s time shown", "%(n)s times shown", shown) % {"n": number(shown)},
        *_plain_change(now.novelty, before.novelty, _bits_changed, 0.05),
        (now.novelty, None, None, shown, before.novelty),
    )
    if now.diversity is not None:
        basis = ngettext("%(n)s list looked at", "%(n)s lists looked at", now.diversity.n)
        yield _estimated(
            "diversity",
            _("Diversity"),
            _("mean cosine distance of the texts of two products of one list; 0 is all alike"),
            now.diversity,
            before.diversity or Estimate(0.0, 0.0, 0),
            lambda value: number(value, 2),
            basis % {"n": number(now.diversity.n)},
        )


def _estimated(
    key: str, label: str, meaning: str, now: Estimate, before: Estimate, write: Write, basis: str
) -> Measured:
    around = bounds(now)
    low = max(around.low, 0.0)
    known = now.n > 1
    change, direction = _change(now, before, write)
    return Measured(
        key,
        label,
        meaning,
        write(now.value) if now.n else "–",
        interval_words(Bounds(low, around.high), write) if known else "",
        basis,
        change,
        direction,
        (now.value, low if known else None, around.high if known else None, now.n, before.value if before.n else None),
    )


def interval_words(around: Bounds, write: Write) -> str:
    return f"{write(around.low)} … {write(around.high)}"


def _change(now: Estimate, before: Estimate, write: Write) -> tuple[str, str]:
    """Return the change in words; it has a direction only where chance does not explain it."""
    if not now.n or not before.n:
        return "", "same"
    gap = difference(now, before)
    words = _("%(before)s before") % {"before": write(before.value)}
    if not bounds(gap).excludes_zero:
        return _("%s, may be chance") % words, "same"
    return words, "up" if gap.value > 0 else "down"


def _plain_change(now: float | None, before: float | None, write: Write, least: float) -> tuple[str, str]:
    """Return the change of a counted figure; what is less than `least` is none."""
    if now is None or before is None:
        return "", "same"
    gap = now - before
    return write(gap), "up" if gap >= least else "down" if gap <= -least else "same"


def _part(spread: Spread) -> float | None:
    return min(spread.shown / spread.products, 1.0) if spread.products else None


def _shoppers(n: int) -> str:
    return ngettext("%(n)s shopper", "%(n)s shoppers", n) % {"n": number(n)}


def _precise(value: float) -> str:
    return percent(value, 1)


def _signed(value: float, digits: int) -> str:
    return ("+" if round(value, digits) > 0 else "") + number(value, digits)


def _points(value: float) -> str:
    return _("%(n)s points") % {"n": _signed(value * 100, 0)}


def _bits(value: float) -> str:
    return _("%s bits") % number(value, 1)


def _bits_changed(value: float) -> str:
    return _("%s bits") % _signed(value, 1)
