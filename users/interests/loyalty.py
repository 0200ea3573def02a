"""Brand loyalty: a brand that a shopper buys more often than the shelves before them would bring about."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from users.interests.types import Catalogue, Key, Loyalty, Weighted


@dataclass(frozen=True, slots=True)
class LoyaltyConfig:
    """When a brand counts as preferred."""

    least_purchases: int = 2
    least_share: float = 0.3  # of the purchases where the brand could have been bought
    chance: float = 0.05  # at most this likely by choosing blindly


def loyalty(
    brand: Key, events: Sequence[Weighted], catalogue: Catalogue, config: LoyaltyConfig | None = None
) -> Loyalty | None:
    """Return what of a shopper's purchases is of this brand, or None where that is no more than chance brings.

    Only purchases in categories that hold the brand are counted, and each expects the brand's share of its category:
    whoever buys bags of a brand that makes half of all bags is not loyal to it. The tail is that of a binomial with
    the mean share.
    """
    config = config or LoyaltyConfig()
    chances = [
        (share, brand in features)
        for features in _bought(events, catalogue)
        if (share := _share(brand, features, catalogue)) > 0
    ]
    bought, of = sum(is_brand for _, is_brand in chances), len(chances)
    if bought < config.least_purchases or bought / of < config.least_share:
        return None
    expected = min(1.0, sum(share for share, _ in chances) / of)
    if binomial_tail(bought, of, expected) > config.chance:
        return None
    return Loyalty(bought, of)


def strengthened(strength: float, loyal: Loyalty | None) -> float:
    """Return the strength of a brand's tag: up to twice as much, by the brand's share of the purchases."""
    return strength * (1.0 + loyal.bought / loyal.of) if loyal else strength


def binomial_tail(at_least: int, of: int, chance: float) -> float:
    """Return P(X ≥ at_least) for X binomial with `of` trials; 1 for at_least ≤ 0."""
    return math.fsum(
        math.comb(of, count) * chance**count * (1 - chance) ** (of - count) for count in range(max(at_least, 0), of + 1)
    )


def _bought(events: Sequence[Weighted], catalogue: Catalogue) -> list[set[Key]]:
    return [
        set(catalogue.features.get(row.event.product, {}))
        for row in events
        if row.event.type == "purchase" and row.event.product is not None
    ]


def _share(brand: Key, features: set[Key], catalogue: Catalogue) -> float:
    """Return the brand's largest share of a category of the product; of the catalog for one without a category."""
    categories = [key for key in features if key[0] == "category"]
    if not categories:
        return catalogue.base_rates.get(brand, 0.0)
    return max(catalogue.brand_shares.get((category, brand), 0.0) for category in categories)
