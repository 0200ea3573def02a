"""What the store's shelves hold, category by category: the price bands, and how much of each is of which brand."""

import time
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.db.models import Aggregate, Count, FloatField, Q
from django.db.models.functions import Cast

from catalog.current_store import current_store_id
from catalog.models import Feature, Product
from users.interests.price_bands import LABELS, LEAST_PRODUCTS, Bounds, band_key, parts
from users.interests.types import Key
from users.services.telling import brand_key

KEPT_SECONDS = 600  # in a process


class PriceAt(Aggregate):
    """A quantile of a column, between two rows where it falls between them."""

    template = "percentile_cont(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field: Any = FloatField()


def price_bounds() -> Mapping[int | None, Bounds]:
    """Return category key → prices that part its products into thirds; None is for products without a category."""
    return _price_bounds(current_store_id(), _period())


def banded_products() -> dict[Key, int]:
    """Return the price bands as features, and how many products have each: a third of those in categories with bands.

    Empty where no category has bands.
    """
    bounds = price_bounds()
    here = Q(category__in=[key for key in bounds if key is not None])
    if None in bounds:
        here |= Q(category=None)
    third = Product.objects.filter(here, price__gt=0).count() // len(LABELS) if bounds else 0
    return {band_key(band): third for band in LABELS} if third else {}


def brand_shares() -> Mapping[tuple[Key, Key], float]:
    """Return (category, brand), both as features, → the share of the category's products that are of the brand."""
    return _brand_shares(current_store_id(), _period())


@lru_cache(maxsize=16)
def _price_bounds(store_id: int, period: int) -> Mapping[int | None, Bounds]:
    price = Cast("price", FloatField())
    rows = Product.objects.filter(price__gt=0).values_list("category").order_by()
    rows = rows.annotate(
        priced=Count("pk"), lower=PriceAt(price, share=repr(1 / 3)), upper=PriceAt(price, share=repr(2 / 3))
    ).filter(priced__gte=LEAST_PRODUCTS)
    return {category: bounds for category, _, *pair in rows if parts(bounds := (pair[0], pair[1]))}


@lru_cache(maxsize=16)
def _brand_shares(store_id: int, period: int) -> Mapping[tuple[Key, Key], float]:
    rows = Feature.objects.filter(kind=Feature.Kind.CATEGORY).exclude(status=Feature.Status.REJECTED)
    counts: Counter[tuple[Key, Key]] = Counter()
    totals: Counter[Key] = Counter()
    grouped = rows.values_list("kind", "name", "normalised", "product__brand").annotate(count=Count("pk")).order_by()
    for kind, name, value, brand, count in grouped:
        category = (kind, name, value)
        totals[category] += count
        if brand:
            counts[category, brand_key(brand)] += count
    return {(category, brand): count / totals[category] for (category, brand), count in counts.items()}


def _period() -> int:
    return int(time.monotonic() // KEPT_SECONDS)
