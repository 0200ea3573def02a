"""What the store knew at a moment, and what its shoppers wanted after it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from catalog.models import Product, ProductText, ProductVector
from catalog.services.engines import text_encoder
from recommendations.judging.router import NEW_DAYS
from recommendations.training.neighbours import item_neighbours
from recommendations.training.popularity import WHOLE, popularity
from recommendations.training.types import Interaction as Row
from users.interests.types import Event
from users.interests.weighting import WeightingConfig
from users.models import Interaction

TYPE_WEIGHTS = {kind: weight for kind, weight in WeightingConfig().type_weights.items() if weight > 0}
WINDOW = timedelta(days=365)
WANTED = ("cart", "purchase")


@dataclass(frozen=True, slots=True)
class Shelf:
    """The products that can be shown; arrays in the order of `keys`."""

    keys: list[int]
    titles: list[str]
    vectors: NDArray[np.float32]  # (n_products, dimension), length 1; zeros where there is none
    popularity: NDArray[np.float64]
    new: NDArray[np.bool_]
    neighbours: dict[int, list[tuple[int, float]]]


@dataclass(frozen=True, slots=True)
class Past:
    """A shopper's events before the moment, latest first, and the products wanted after it."""

    shopper: int
    events: list[Event]
    wanted: frozenset[int]


def moments(*shares: float) -> list[datetime]:
    """Return the moments before which these shares of all wanted products had been taken; empty without any."""
    times = list(
        Interaction.objects.filter(type__in=WANTED).order_by("occurred_at").values_list("occurred_at", flat=True)
    )
    return [times[min(len(times) - 1, int(len(times) * share))] for share in shares] if times else []


def shelf_at(moment: datetime) -> Shelf:
    """Return the products with what training would have known of them at the moment."""
    rows = [Row(*row) for row in _interactions(moment)]
    popular = popularity(rows)
    products = Product.objects.filter(available=True, hidden=False).order_by("pk").values_list("pk", "created_at")
    keys = [pk for pk, _ in products]
    return Shelf(
        keys=keys,
        titles=_titles(keys),
        vectors=_vectors(keys),
        popularity=np.array([popular.get((pk, WHOLE), 0.0) for pk in keys]),
        new=np.array([created > moment - timedelta(days=NEW_DAYS) for _, created in products], dtype=bool),
        neighbours=item_neighbours(rows),
    )


def pasts(start: datetime, end: datetime | None, *, most: int, seed: int = 0) -> list[Past]:
    """Return up to `most` shoppers, drawn at random, who wanted something from `start` on and before `end`."""
    wanted: dict[int, set[int]] = defaultdict(set)
    later = Interaction.objects.filter(type__in=WANTED, product__isnull=False, occurred_at__gte=start)
    later = later.filter(occurred_at__lt=end) if end else later
    for shopper, product in later.values_list("shopper_id", "product_id"):
        wanted[shopper].add(product)
    drawn = np.random.default_rng(seed).permutation(sorted(wanted))[:most]
    chosen = sorted(int(key) for key in drawn)
    events = events_before(chosen, start)
    return [Past(shopper, events[shopper], frozenset(wanted[shopper])) for shopper in chosen]


def _interactions(moment: datetime) -> list[tuple[int, int, float, datetime]]:
    rows = Interaction.objects.filter(
        type__in=TYPE_WEIGHTS, product__isnull=False, occurred_at__lt=moment, occurred_at__gt=moment - WINDOW
    ).values_list("shopper_id", "product_id", "type", "occurred_at")
    return [(shopper, product, TYPE_WEIGHTS[kind], at) for shopper, product, kind, at in rows if product is not None]


def events_before(shoppers: Sequence[int], moment: datetime) -> dict[int, list[Event]]:
    """Return the events of these shoppers in the year before the moment, latest first."""
    found: dict[int, list[Event]] = {shopper: [] for shopper in shoppers}
    rows = Interaction.objects.filter(shopper__in=shoppers, occurred_at__lt=moment, occurred_at__gt=moment - WINDOW)
    rows = rows.exclude(type=Interaction.Type.IMPRESSION).order_by("-occurred_at", "-pk")
    for shopper, *event in rows.values_list("shopper_id", "event_id", "type", "occurred_at", "product_id", "query"):
        found[shopper].append(Event(*event))
    return found


def _titles(keys: Sequence[int]) -> list[str]:
    titles: dict[int, str] = {}
    for product, locale, title in ProductText.objects.values_list("product_id", "locale", "title"):
        if locale == "en" or product not in titles:
            titles[product] = title
    return [titles.get(key, "") for key in keys]


def _vectors(keys: Sequence[int]) -> NDArray[np.float32]:
    encoder = text_encoder()
    vectors = np.zeros((len(keys), encoder.dimension), dtype=np.float32)
    row_of = {key: row for row, key in enumerate(keys)}
    for product, embedding in ProductVector.objects.filter(encoder=encoder.name).values_list("product_id", "embedding"):
        if product in row_of:
            vectors[row_of[product]] = embedding
    return vectors
