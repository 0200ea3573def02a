"""Finds in one query what a request names: store, placement, release with its flow, model version, shopper."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from catalog.current_store import current_store_id
from recommendations.adapters.scope import rows
from recommendations.engine.flow import Flow
from recommendations.engine.ranking.weights import DEFAULT_WEIGHTS

UNTRAINED = "untrained"
FOUND = """
    SELECT s.default_locale, pl.id, COALESCE(f.k, pl.k), COALESCE(f.new_share, pl.new_share), m.id, m.version,
           coalesce(m.metrics #> ARRAY['placements', pl.key, 'weights']::text[], m.weights)::text,
           sh.id, sh.locale, sh.opted_out, sh.event_count, sh.profile_built_at, sh.price_level, sh.price_spread,
           EXISTS (SELECT 1 FROM users_interestvector v WHERE v.shopper_id = sh.id),
           (SELECT json_build_array(j.id, j.learned_at)::text FROM recommendations_judge j
            WHERE j.store_id = s.id AND j.encoder = %(encoder)s
            ORDER BY j.model_version_id = m.id DESC NULLS LAST, j.learned_at DESC LIMIT 1),
           r.id, r.version, r.number, f.sources_off, f.weights::text, f.language_model, f.diversity,
           f.exploration_share, f.fallback
    FROM catalog_store s
    LEFT JOIN recommendations_placement pl ON pl.store_id = s.id AND pl.key = %(placement)s
    LEFT JOIN recommendations_release r ON r.store_id = s.id AND {release}
    LEFT JOIN recommendations_flow f ON f.release_id = r.id AND f.placement_id = pl.id
    LEFT JOIN recommendations_modelversion m ON m.store_id = s.id AND m.active
    LEFT JOIN users_shopper sh ON sh.store_id = s.id AND sh.external_id = %(shopper)s
    WHERE s.id = %(store)s
"""
LIVE, NAMED = "r.state = 'published'", "r.number = %(release)s"


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
    flow: Flow
    release: tuple[int, int] | None  # its key and version
    release_number: int | None
    judge: tuple[int, str] | None  # its key, and when it was learned
    version_pk: int | None
    model_version: str
    weights: Mapping[str, float]
    shopper: FoundShopper | None


def look_up(placement: str, shopper_id: str | None, release: int | None = None) -> Found:
    """Read it all, as the published release has it or, for a preview, the one with this number."""
    parameters = {
        "store": current_store_id(),
        "placement": placement,
        "shopper": shopper_id,
        "release": release,
        "encoder": settings.RECDASH_TEXT_ENCODER,
    }
    sql = FOUND.replace("{release}", LIVE if release is None else NAMED)
    (default_locale, _, k, new_share, version_pk, version, weights, *rest) = rows(sql, parameters)[0]
    shopper, judge, (release_pk, lock, number), flow = rest[:8], rest[8], rest[9:12], rest[12:]
    return Found(
        default_locale=default_locale,
        placement_k=k,
        flow=_flow(new_share or 0.0, *flow),
        release=(release_pk, lock) if release_pk is not None else None,
        release_number=number,
        judge=tuple(json.loads(judge)) if judge else None,
        version_pk=version_pk,
        model_version=version or UNTRAINED,
        weights=(json.loads(weights) if weights else None) or DEFAULT_WEIGHTS,
        shopper=FoundShopper(*shopper) if shopper[0] is not None else None,
    )


def _flow(
    new_share: float,
    sources_off: list[str] | None,
    weights: str | None,
    language_model: bool | None,
    diversity: float | None,
    exploration_share: float | None,
    fallback: str | None,
) -> Flow:
    """Return the flow; the last six are None where the release has none for the placement."""
    return Flow(
        sources_off=frozenset(sources_off or ()),
        weights=json.loads(weights) if weights else {},
        language_model=language_model is not False,
        diversity=diversity or 0.0,
        new_share=new_share,
        exploration_share=exploration_share or 0.0,
        fallback=fallback or "popular",
    )
