"""Finds in one query what a request names: store, placement with its rules, model version, shopper."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from catalog.current_store import current_store_id
from recommendations.adapters.scope import rows
from recommendations.engine.ranking.weights import DEFAULT_WEIGHTS
from recommendations.engine.types import RuleSet

UNTRAINED = "untrained"
FOUND = """
    SELECT s.default_locale, pl.id, pl.k, pl.new_share, m.id, m.version,
           coalesce(m.metrics #> ARRAY['placements', pl.key, 'weights']::text[], m.weights)::text,
           sh.id, sh.locale, sh.opted_out, sh.event_count, sh.profile_built_at, sh.price_level, sh.price_spread,
           EXISTS (SELECT 1 FROM users_interestvector v WHERE v.shopper_id = sh.id),
           (SELECT json_build_array(j.id, j.learned_at)::text FROM recommendations_judge j
            WHERE j.store_id = s.id AND j.encoder = %(encoder)s
            ORDER BY j.model_version_id = m.id DESC NULLS LAST, j.learned_at DESC LIMIT 1),
           (SELECT json_agg(json_build_array(r.id, r.kind, r.product_id, r.position))::text
            FROM recommendations_rule r WHERE r.placement_id = pl.id)
    FROM catalog_store s
    LEFT JOIN recommendations_placement pl ON pl.store_id = s.id AND pl.key = %(placement)s
    LEFT JOIN recommendations_modelversion m ON m.store_id = s.id AND m.active
    LEFT JOIN users_shopper sh ON sh.store_id = s.id AND sh.external_id = %(shopper)s
    WHERE s.id = %(store)s
"""


@dataclass(frozen=True, slots=True)
class FoundShopper:
    """What serving reads of a shopper."""

    pk: int
    locale: str
    opted_out: bool
    event_count: int
    profile_built_at: datetime | None
    price_level: float | None
    price_spread: float | None
    has_vectors: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What a request names; `placement_k` and `shopper` are None where there is no such row."""

    default_locale: str
    placement_k: int | None
    rules: RuleSet
    new_share: float
    judge: tuple[int, str] | None  # its key, and when it was learned
    version_pk: int | None
    model_version: str
    weights: Mapping[str, float]
    shopper: FoundShopper | None


def look_up(placement: str, shopper_id: str | None) -> Found:
    """Read it all."""
    parameters = {
        "store": current_store_id(),
        "placement": placement,
        "shopper": shopper_id,
        "encoder": settings.RECDASH_TEXT_ENCODER,
    }
    (default_locale, _, k, new_share, version_pk, version, weights, *shopper, judge, rules) = rows(FOUND, parameters)[0]
    return Found(
        default_locale=default_locale,
        placement_k=k,
        rules=_rules(json.loads(rules) if rules else []),
        new_share=new_share or 0.0,
        judge=tuple(json.loads(judge)) if judge else None,
        version_pk=version_pk,
        model_version=version or UNTRAINED,
        weights=(json.loads(weights) if weights else None) or DEFAULT_WEIGHTS,
        shopper=FoundShopper(*shopper) if shopper[0] is not None else None,
    )


def _rules(found: list[tuple[int, str, int, int | None]]) -> RuleSet:
    return RuleSet(
        hidden={product: rule for rule, kind, product, _ in found if kind == "hide"},
        pins={position: (rule, product) for rule, kind, product, position in found if kind == "pin" and position},
    )
