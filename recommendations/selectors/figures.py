"""The key figures of the last seven days against the seven before."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from math import sqrt

from django.db.models import Count, Q, QuerySet, Sum

from catalog.models import Product
from users.models import Interaction

PERIOD = timedelta(days=7)
CONFIDENCE_Z = 1.96  # of a 95 % interval
Type = Interaction.Type


@dataclass(frozen=True, slots=True)
class Period:
    """What happened in one period; `products_shown` counts the products that may be shown today."""

    events: int
    impressions: int
    clicks: int
    purchases: int
    revenue: Decimal
    products_shown: int

    @property
    def click_rate(self) -> float | None:
        return self.clicks / self.impressions if self.impressions else None

    @property
    def click_rate_error(self) -> float | None:
        """Half the 95 % interval of the click rate (normal approximation)."""
        if not self.impressions:
            return None
        rate = min(self.clicks / self.impressions, 1.0)
        return CONFIDENCE_Z * sqrt(rate * (1 - rate) / self.impressions)


@dataclass(frozen=True, slots=True)
class WeekFigures:
    """Two periods side by side, and how many products could have been shown."""

    now: Period
    before: Period
    since: datetime
    products: int

    @property
    def empty(self) -> bool:
        return not self.now.events and not self.before.events


def week_figures(*, until: datetime) -> WeekFigures:
    """Count the events of the week up to `until` and of the week before, in two passes over the time index."""
    since = until - PERIOD
    return WeekFigures(
        now=_period(since, until),
        before=_period(since - PERIOD, since),
        since=since,
        products=recommendable_products().count(),
    )


def recommendable_products() -> QuerySet[Product]:
    """Return what any list may show."""
    return Product.objects.filter(_showable())


def _showable(path: str = "") -> Q:
    in_stock = Q((f"{path}stock__isnull", True)) | ~Q((f"{path}stock", 0))
    return in_stock & Q((f"{path}available", True), (f"{path}hidden", False))


def _period(since: datetime, until: datetime) -> Period:
    row = Interaction.objects.filter(occurred_at__gt=since, occurred_at__lte=until).aggregate(
        events=Count("pk"),
        impressions=Count("pk", filter=Q(type=Type.IMPRESSION)),
        clicks=Count("pk", filter=Q(type=Type.CLICK)),
        purchases=Count("pk", filter=Q(type=Type.PURCHASE)),
        revenue=Sum("value", filter=Q(type=Type.PURCHASE)),
        products_shown=Count("product", filter=Q(_showable("product__"), type=Type.IMPRESSION), distinct=True),
    )
    return Period(**{**row, "revenue": row["revenue"] or Decimal(0)})
