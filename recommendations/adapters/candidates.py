"""Reads what ranking needs of the candidates: each number once, for all of them."""

from collections.abc import Mapping, Sequence

from recommendations.adapters.retrieval import INTERESTS, NEW_DAYS, RECENT_VECTORS
from recommendations.adapters.scope import Scope, array
from recommendations.engine.types import Candidate, Item, Profile

NEW_SECONDS = NEW_DAYS * 86_400.0
LEAST_SIMILARITY = 0.2  # cosine that counts 0; identity counts 1, so that no two likenesses are cut to the same

ITEMS = """
    SELECT p.id, p.external_id, p.brand, p.price::float8, extract(epoch FROM %(now)s - p.created_at)::float8,
           COALESCE(own.score, whole.score, 0), s.score, -(e.embedding <#> %(user)s::halfvec)
    FROM catalog_product p
    LEFT JOIN recommendations_itempopularity whole ON whole.product_id = p.id AND whole.segment = ''
    LEFT JOIN recommendations_itempopularity own
        ON own.product_id = p.id AND own.segment = %(locale)s AND %(locale)s <> ''
    LEFT JOIN recommendations_personalscore s ON s.product_id = p.id AND s.shopper_id = %(shopper)s
    LEFT JOIN recommendations_itemembedding e ON e.product_id = p.id
    WHERE p.id = ANY(%(keys)s::bigint[])
"""
SIMILARITIES = """
    SELECT DISTINCT ON (pv.product_id)
        pv.product_id, (1 - (pv.embedding <=> q.embedding)) * power(q.weight, 0.25) AS similarity, q.label
    FROM catalog_productvector pv CROSS JOIN ({queries}) AS q
    WHERE pv.product_id = ANY(%(keys)s::bigint[]) ORDER BY pv.product_id, similarity DESC
"""
# Of all neighbours, candidates or not: looking each one up among the candidates takes longer than to send it.
TOGETHER = """
    SELECT n.neighbour_id, sum(n.score * r.weight), (array_agg(r.pk ORDER BY n.score * r.weight DESC, r.pk))[1]
    FROM unnest(%(recent)s::bigint[], %(weights)s::float8[]) AS r(pk, weight)
    JOIN recommendations_itemneighbour n ON n.product_id = r.pk GROUP BY n.neighbour_id
"""
TAGS = """
    SELECT kind, name, value, label, weight FROM users_interesttag
    WHERE shopper_id = %(shopper)s AND status <> 'hidden' AND weight > 0
"""
TAGGED = """
    WITH tags AS MATERIALIZED (
        SELECT kind, name, value FROM users_interesttag WHERE shopper_id = %(shopper)s AND status <> 'hidden'
    )
    SELECT f.product_id, f.kind, f.name, f.normalised
    FROM unnest(%(keys)s::bigint[]) AS k(pk) JOIN catalog_feature f ON f.product_id = k.pk AND f.status <> 'rejected'
    JOIN tags t ON (t.kind, t.name, t.value) = (f.kind, f.name, f.normalised)
"""

Key = tuple[str, str, str]


def profile(scope: Scope, level: float | None, spread: float | None) -> Profile:
    """Return what ranking knows of the shopper."""
    if not scope.has_profile:
        return Profile()
    tags = scope.rows(TAGS)
    return Profile(
        tags={(kind, name, value): weight for kind, name, value, _, weight in tags},
        labels={(kind, name, value): label for kind, name, value, label, _ in tags},
        price_level=level,
        price_spread=spread,
    )


def candidates(scope: Scope, keys: Sequence[int]) -> list[Candidate]:
    """Return the candidates with the scores (0–1) of all sources, each source computed for every candidate."""
    items = scope.rows(ITEMS, keys=array(keys))
    expected = _spread({row[0]: row[7] for row in items if row[7] is not None})
    similar = _similarities(scope, keys)
    together = _together(scope, keys)
    tagged = _tagged(scope, keys) if scope.has_profile else {}
    found = []
    for pk, item_id, brand, price, age, popularity, judgement, _ in items:
        scores = {
            "sequence": expected.get(pk, 0.0),
            "popular": popularity,
            "new": max(0.0, 1.0 - age / NEW_SECONDS),
            "llm": judgement or 0.0,
        }
        because = {}
        for source, values in (("interest", similar), ("together", together)):
            if pk in values:
                scores[source], because[source] = values[pk]
        features = frozenset((*tagged.get(pk, ()), ("brand", "brand", brand)))
        item = Item(pk, item_id, brand, price, features)
        told = {source: score for source, score in scores.items() if score > 0}
        found.append(Candidate(item, told, because, age / 86_400))
    return found


def _similarities(scope: Scope, keys: Sequence[int]) -> dict[int, tuple[float, str]]:
    queries = INTERESTS if scope.has_vectors else RECENT_VECTORS
    if not scope.has_vectors and not scope.recent:
        return {}
    span = 1.0 - LEAST_SIMILARITY
    return {
        pk: (min(1.0, max(0.0, (similarity - LEAST_SIMILARITY) / span)), label)
        for pk, similarity, label in scope.rows(SIMILARITIES.format(queries=queries), keys=array(keys))
    }


def _together(scope: Scope, keys: Sequence[int]) -> dict[int, tuple[float, str]]:
    among = set(keys)
    found = [row for row in scope.rows(TOGETHER) if row[0] in among] if scope.recent else []
    strongest = max((score for _, score, _ in found), default=0.0)
    return {pk: (score / strongest, f"product:{because}") for pk, score, because in found if strongest > 0}


def _tagged(scope: Scope, keys: Sequence[int]) -> dict[int, list[Key]]:
    tagged: dict[int, list[Key]] = {}
    for pk, *feature in scope.rows(TAGGED, keys=array(keys)):
        tagged.setdefault(pk, []).append(tuple(feature))
    return tagged


def _spread(scores: Mapping[int, float]) -> dict[int, float]:
    """Stretch the scores of one shopper's candidates over 0–1: only their order and distances mean anything."""
    lowest, highest = min(scores.values(), default=0.0), max(scores.values(), default=0.0)
    return {pk: (score - lowest) / (highest - lowest) for pk, score in scores.items() if highest > lowest}
