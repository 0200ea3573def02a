"""What lists led to in a period, against the period before: from the counted days."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, QuerySet, Sum

from catalog.current_store import current_store_id
from recommendations.experiments.estimates import Estimate, Sums, mean_of, ratio_of
from recommendations.models import AttributionState, ListDay, ProductDay, RankDay, ShopperDay
from recommendations.selectors.figures import recommendable_products

KNOWN_DAYS = 28  # of impressions, by which a product is well known or not
# Sums over shoppers, each of whom is one observation, however many lists they saw.
SHOPPERS = """
    SELECT label, COUNT(*), SUM(i), SUM(c), SUM(r), SUM(b), SUM(n), SUM(i * i), SUM(c * c), SUM(r * r),
           SUM(n * n), SUM(c * i), SUM(r * i), SUM(n * i), SUM(k), SUM(p)
    FROM (
        SELECT {group} AS label, SUM(impressions)::float8 AS i, SUM(clicks)::float8 AS c, SUM(revenue)::float8 AS r,
               SUM(new_shown)::float8 AS n, (SUM(purchases) > 0)::int::float8 AS b, SUM(carts)::float8 AS k,
               SUM(purchases)::float8 AS p
        FROM recommendations_shopperday
        WHERE {where}
        GROUP BY 1, shopper_id
    ) AS each
    GROUP BY label ORDER BY label
"""
# A product's part of all that was shown lately tells how well known it is.
NOVELTY = """
    WITH known AS (
        SELECT product_id, SUM(impressions)::float8 / NULLIF(SUM(SUM(impressions)) OVER (), 0) AS share
        FROM recommendations_productday
        WHERE store_id = %(store)s AND day > %(from)s AND day <= %(until)s GROUP BY product_id
    )
    SELECT SUM(impressions * -ln(share) / ln(2.0::float8)) / NULLIF(SUM(impressions), 0)
    FROM recommendations_productday JOIN known USING (product_id)
    WHERE share > 0 AND {where}
"""
WHERE = """
    store_id = %(store)s AND day >= %(since)s AND day <= %(until)s
    AND (%(placement)s = '' OR placement = %(placement)s) AND (%(release)s < 0 OR release = %(release)s)
    AND (%(locale)s = '' OR locale = %(locale)s)
    AND (%(visitors)s = '' OR "returning" = (%(visitors)s = 'returning'))
"""
GROUPS = frozenset({"day", "placement", "release", "locale", "returning"})


@dataclass(frozen=True, slots=True)
class Slice:
    """Which lists are measured: days from `since` to `until`, both included; "" and None mean all."""

    since: date
    until: date
    placement: str = ""
    release: int | None = None
    locale: str = ""
    visitors: str = ""  # "new" or "returning"

    @property
    def days(self) -> int:
        return (self.until - self.since).days + 1

    def before(self) -> "Slice":
        """Return the same for the period of equal length before."""
        return replace(self, since=self.since - timedelta(days=self.days), until=self.since - timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the shoppers of a slice, or of one group of it, did."""

    shoppers: int
    impressions: int
    clicks: int
    carts: int
    purchases: int
    revenue: float
    click_rate: Estimate
    conversion: Estimate  # share of the shoppers who bought
    revenue_per_thousand: Estimate  # times shown
    new_share: Estimate  # of what was shown


@dataclass(frozen=True, slots=True)
class Spread:
    """How much of the catalog was shown, how little known, how unlike within a list."""

    shown: int  # products that may be shown, of which `products` exist
    products: int
    novelty: float | None  # bits
    diversity: Estimate | None


def outcome(of: Slice) -> Outcome:
    """Return what happened in a slice."""
    rows = _shopper_sums(of, "1")
    return _outcome(rows[0][1:]) if rows else NOTHING


def outcomes_by(of: Slice, group: str) -> dict[Any, Outcome]:
    """Return what happened by day, placement, release, locale or returning, in order."""
    if group not in GROUPS:
        raise ValueError(f"lists cannot be grouped by {group}")
    return {row[0]: _outcome(row[1:]) for row in _shopper_sums(of, f'"{group}"')}


def _shopper_sums(of: Slice, group: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(SHOPPERS.format(group=group, where=WHERE), slice_parameters(of))
        return list(cursor.fetchall())


def slice_parameters(of: Slice) -> dict[str, Any]:
    """Return what WHERE asks for."""
    return {
        "store": current_store_id(),
        "since": of.since,
        "until": of.until,
        "placement": of.placement,
        "release": -1 if of.release is None else of.release,
        "locale": of.locale,
        "visitors": of.visitors,
    }


def _outcome(row: Sequence[Any]) -> Outcome:
    n, i, c, r, b, new, ii, cc, rr, nn, ci, ri, ni, carts, purchases = [float(value or 0) for value in row]
    per_thousand = ratio_of(Sums(int(n), r, i, rr, ii, ri))
    return Outcome(
        shoppers=int(n),
        impressions=int(i),
        clicks=int(c),
        carts=int(carts),
        purchases=int(purchases),
        revenue=r,
        click_rate=ratio_of(Sums(int(n), c, i, cc, ii, ci)),
        conversion=mean_of(Sums(int(n), x=b, xx=b)),
        revenue_per_thousand=Estimate(per_thousand.value * 1000, per_thousand.variance * 1e6, per_thousand.n),
        new_share=ratio_of(Sums(int(n), new, i, nn, ii, ni)),
    )


NOTHING = _outcome([0] * 15)  # of a slice in which nothing was shown


def product_days(of: Slice) -> QuerySet[ProductDay]:
    """Return the counted days of products in a slice."""
    rows: QuerySet[ProductDay] = ProductDay.objects.filter(day__range=(of.since, of.until))
    if of.placement:
        rows = rows.filter(placement=of.placement)
    if of.release is not None:
        rows = rows.filter(release=of.release)
    if of.locale:
        rows = rows.filter(locale=of.locale)
    return rows.filter(returning=of.visitors == "returning") if of.visitors else rows


def spread(of: Slice) -> Spread:
    """Return coverage, novelty and diversity of a slice; diversity is not known by segment."""
    showable = recommendable_products().values("pk")
    shown = (
        product_days(of).filter(product__in=showable, impressions__gt=0).aggregate(n=Count("product", distinct=True))
    )
    return Spread(shown["n"], showable.count(), _novelty(of), _diversity(of))


def _novelty(of: Slice) -> float | None:
    """Return the mean of -log2(share of all impressions of four weeks), over what was shown; None of nothing."""
    since = of.until - timedelta(days=max(KNOWN_DAYS, of.days))
    with connection.cursor() as cursor:
        cursor.execute(NOVELTY.format(where=WHERE), slice_parameters(of) | {"from": since})
        (value,) = cursor.fetchone() or (None,)
    return float(value) if value is not None else None


def _diversity(of: Slice) -> Estimate | None:
    rows = ListDay.objects.filter(day__range=(of.since, of.until))
    if of.placement:
        rows = rows.filter(placement=of.placement)
    if of.release is not None:
        rows = rows.filter(release=of.release)
    sums = rows.aggregate(n=Sum("lists"), x=Sum("distance"), xx=Sum("distance_squares"))
    if of.locale or of.visitors or not sums["n"]:
        return None
    return mean_of(Sums(sums["n"], x=sums["x"], xx=sums["xx"]))


def rank_outcomes(of: Slice) -> list[tuple[int, int, int]]:
    """Return (place, times shown, clicks) of a slice; lists whose log was gone are not counted."""
    rows = RankDay.objects.filter(day__range=(of.since, of.until))
    if of.placement:
        rows = rows.filter(placement=of.placement)
    if of.release is not None:
        rows = rows.filter(release=of.release)
    found = rows.values("rank").annotate(shown=Sum("impressions"), clicked=Sum("clicks")).order_by("rank")
    return list(found.values_list("rank", "shown", "clicked"))


def counted_at() -> datetime | None:
    """Return when days were last counted."""
    moment: datetime | None = AttributionState.objects.values_list("counted_at", flat=True).first()
    return moment


def choices() -> dict[str, list[Any]]:
    """Return what can be chosen: placements, releases and locales that were measured."""
    rows = ShopperDay.objects.order_by()
    return {name: sorted(rows.values_list(name, flat=True).distinct()) for name in ("placement", "release", "locale")}
