"""Interests in words: features that a shopper attends to more than the catalog would explain."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from users.interests.loyalty import loyalty, strengthened
from users.interests.one_offs import is_one_off
from users.interests.types import NO_TRAITS, Catalogue, Key, Loyalty, Tag, Traits, Weighted


@dataclass(frozen=True, slots=True)
class TagConfig:
    """Which tags are proposed."""

    most: int = 10
    prior_events: float = 4.0  # smoothing: this much attention is spread as the catalog is
    least_weight: float = 0.08
    one_off: float = 0.3  # what is left of an interest that ended with its only purchase
    most_evidence: int = 20
    kind_weights: dict[str, float] = field(
        default_factory=lambda: {
            "category": 1.0,
            "function": 1.0,
            "attribute": 0.8,
            "audience": 0.5,
            "brand": 0.8,
            "price": 0.3,
        }
    )


def propose(events: Sequence[Weighted], catalogue: Catalogue, config: TagConfig | None = None) -> list[Tag]:
    """Return the strongest tags, heaviest first.

    A feature's strength is its share of the shopper's attention times the logarithm of that share over its share
    of the catalog (its part of the Kullback–Leibler divergence), so that what everybody has says nothing. Brands that
    are bought out of preference count more, interests that ended with their only purchase less.
    """
    config = config or TagConfig()
    attention, evidence = _attention(events, catalogue)
    total = sum(max(row.weight, 0.0) for row in events if row.event.product is not None)
    strengths = {
        key: _strength(key, amount, total, catalogue, config) for key, amount in attention.items() if amount > 0
    }
    loyal = {key: found for key in strengths if key[0] == "brand" and (found := loyalty(key, events, catalogue))}
    one_offs = {key for key in strengths if key not in catalogue.rhythms and is_one_off(evidence[key], events)}
    for key in strengths:
        strengths[key] = strengthened(strengths[key], loyal.get(key)) * (config.one_off if key in one_offs else 1.0)
    return _tags(strengths, evidence, one_offs, loyal, catalogue, config)


def _attention(events: Sequence[Weighted], catalogue: Catalogue) -> tuple[dict[Key, float], dict[Key, list[Weighted]]]:
    attention: dict[Key, float] = defaultdict(float)
    evidence: dict[Key, list[Weighted]] = defaultdict(list)
    for row in events:
        if row.event.product is None:
            continue
        for key, confidence in catalogue.features.get(row.event.product, {}).items():
            attention[key] += row.weight * confidence
            evidence[key].append(row)
    return attention, evidence


def _strength(key: Key, amount: float, total: float, catalogue: Catalogue, config: TagConfig) -> float:
    base = catalogue.base_rates.get(key, 1.0)
    share = (amount + config.prior_events * base) / (total + config.prior_events)
    lift = math.log(share / base) if share > base else 0.0
    return share * lift * config.kind_weights.get(key[0], 0.5)


def _tags(
    strengths: dict[Key, float],
    evidence: dict[Key, list[Weighted]],
    one_offs: set[Key],
    loyal: dict[Key, Loyalty],
    catalogue: Catalogue,
    config: TagConfig,
) -> list[Tag]:
    ordered = sorted(strengths.items(), key=lambda pair: (-pair[1], pair[0]))[: config.most]
    heaviest = ordered[0][1] if ordered else 0.0
    return [
        Tag(
            key,
            catalogue.labels.get(key, key[2]),
            strength / heaviest,
            _event_ids(evidence[key], config.most_evidence),
            key in one_offs,
            Traits(loyalty=loyal[key]) if key in loyal else NO_TRAITS,
        )
        for key, strength in ordered
        if heaviest > 0 and strength / heaviest >= config.least_weight
    ]


def _event_ids(rows: Sequence[Weighted], most: int) -> tuple[str, ...]:
    strongest = sorted(rows, key=lambda row: -row.weight)
    return tuple(row.event.event_id for row in strongest[:most] if row.weight > 0)
