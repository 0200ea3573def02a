"""How long new products waited until somebody was shown them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Min

from catalog.models import Product
from users.models import Interaction

NEW_FOR = timedelta(days=14)
MOST = 200


@dataclass(frozen=True, slots=True)
class Clock:
    """A product, and when a shopper was first shown it; None: nobody yet."""

    product: Product
    shown_at: datetime | None

    @property
    def seconds(self) -> float | None:
        """Return how long it waited; what was shown before it is known here did not wait."""
        if self.shown_at is None:
            return None
        return max(0.0, (self.shown_at - self.product.created_at).total_seconds())


@dataclass(frozen=True, slots=True)
class Clocks:
    """Those of the newest products: who waits stands first, the longest wait at the top."""

    rows: list[Clock]
    of: int  # new products in all

    @property
    def waiting(self) -> list[Clock]:
        return [row for row in self.rows if row.shown_at is None]

    @property
    def typical_seconds(self) -> float | None:
        """Return the median wait of those that were shown."""
        waits = [row.seconds for row in self.rows if row.seconds is not None]
        return median(waits) if waits else None


def new_item_clocks(*, now: datetime) -> Clocks:
    """Return the clocks of what came in the last two weeks, read from impressions."""
    new = Product.objects.filter(created_at__gt=now - NEW_FOR, created_at__lte=now).order_by("-created_at", "pk")
    newest = list(new[:MOST])
    first = dict(
        Interaction.objects.filter(product__in=newest, type=Interaction.Type.IMPRESSION)
        .order_by()
        .values_list("product")
        .annotate(Min("occurred_at"))
    )
    rows = [Clock(product, first.get(product.pk)) for product in newest]
    rows.sort(key=lambda row: (row.shown_at is not None, -(row.seconds or 0.0), row.product.created_at, row.product.pk))
    return Clocks(rows, new.count())
