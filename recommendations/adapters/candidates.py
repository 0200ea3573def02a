"""Reads what ranking needs of the candidates: each number once, for all of them."""

from collections.abc import Sequence

import numpy as np

from recommendations.adapters.retrieval import INTERESTS, NEW_DAYS, RECENT_VECTORS
from recommendations.adapters.scope import Scope, array
from recommendations.engine.candidates import SOURCES, Candidates, Flags, Floats, Ground, Integers, Key
from recommendations.engine.types import Profile

LEAST_SIMILARITY = 0.2  # cosine that counts 0; identity counts 1, so that no two likenesses are cut to the same

ITEMS = """
    SELECT p.id, p.external_id, p.brand, COALESCE(p.category_id, 0), p.price::float8, p.stock,
           extract(epoch FROM %(now)s - p.created_at)::float8 / 86400,
           COALESCE(own.score, whole.score, 0), s.score, -(e.embedding <#> %(user)s::halfvec)
    FROM catalog_product p
    LEFT JOIN recommendations_itempopularity whole ON whole.product_id = p.id AND whole.segment = ''
    LEFT JOIN recommendations_itempopularity own
        ON own.product_id = p.id AND own.segment = %(locale)s AND %(locale)s <> ''
    LEFT JOIN recommendations_personalscore s ON s.product_id = p.id AND s.shopper_id = %(shopper)s
    LEFT JOIN recommendations_itemembedding e ON e.product_id = p.id
    WHERE p.id = ANY(%(keys)s::bigint[]) ORDER BY p.external_id COLLATE "C"
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


def candidates(scope: Scope, keys: Sequence[int]) -> Candidates:
    """Return the candidates with the scores (0–1) of all sources, each source computed for every candidate."""
    columns = list(zip(*scope.rows(ITEMS, keys=array(keys)), strict=True)) or [()] * 10
    pk = np.array(columns[0], dtype=np.int64)
    age, popular, judged, expected = (np.array(column, dtype=np.float64) for column in columns[6:])
    similar, interest = _similarities(scope, pk)
    together, bought = _together(scope, pk)
    tags, matches = _tagged(scope, pk, columns[2])
    scores = {
        "interest": similar,
        "sequence": _spread(expected),
        "together": together,
        "popular": popular,
        "new": np.clip(1.0 - age / NEW_DAYS, 0.0, None),
    }
    return Candidates(
        pk=pk,
        item_id=np.array(columns[1], dtype=object),
        brand=np.array(columns[2], dtype=object),
        category=np.array(columns[3], dtype=np.int64),
        price=np.array(columns[4], dtype=np.float64),
        stock=np.array(columns[5], dtype=np.float64),
        age_days=age,
        scores=np.column_stack([scores[source] for source in SOURCES]),
        judged=judged,
        matches=matches,
        tags=tags,
        grounds={"interest": interest, "together": bought},
    )


def _similarities(scope: Scope, pk: Integers) -> tuple[Floats, Ground]:
    scores, at = np.zeros(len(pk)), np.full(len(pk), -1)
    words: list[str] = []
    if scope.has_vectors or scope.recent:
        queries = INTERESTS if scope.has_vectors else RECENT_VECTORS
        row_of = {key: row for row, key in enumerate(pk.tolist())}
        for key, similarity, label in scope.rows(SIMILARITIES.format(queries=queries), keys=array(row_of)):
            if label not in words:
                words.append(label)
            scores[row_of[key]] = (similarity - LEAST_SIMILARITY) / (1.0 - LEAST_SIMILARITY)
            at[row_of[key]] = words.index(label)
    return np.clip(scores, 0.0, 1.0), Ground(words, at)


def _together(scope: Scope, pk: Integers) -> tuple[Floats, Ground]:
    scores, at = np.zeros(len(pk)), np.full(len(pk), -1)
    places = {recent.pk: place for place, recent in enumerate(scope.recent)}
    if scope.recent:
        row_of = {key: row for row, key in enumerate(pk.tolist())}
        for key, score, because in scope.rows(TOGETHER):
            if key in row_of and score > 0:
                scores[row_of[key]] = score
                at[row_of[key]] = places[because]
    strongest = scores.max(initial=0.0)
    return scores / (strongest or 1.0), Ground([f"product:{key}" for key in places], at)


def _tagged(scope: Scope, pk: Integers, brands: Sequence[str]) -> tuple[list[Key], Flags]:
    """Return the shopper's interests that any of the candidates has, and (n, n_interests) which has which."""
    if not scope.has_profile:
        return [], np.zeros((len(pk), 0), dtype=bool)
    row_of = {key: row for row, key in enumerate(pk.tolist())}
    found = [(row_of[key], tuple(feature)) for key, *feature in scope.rows(TAGGED, keys=array(row_of))]
    found += [(row, ("brand", "brand", brand)) for row, brand in enumerate(brands)]
    tags = sorted({tag for _, tag in found})
    column_of = {tag: column for column, tag in enumerate(tags)}
    matches = np.zeros((len(pk), len(tags)), dtype=bool)
    for row, tag in found:
        matches[row, column_of[tag]] = True
    return tags, matches


def _spread(expected: Floats) -> Floats:
    """Stretch the scores of one shopper's candidates over 0–1: only their order and distances mean anything.

    Those without an embedding, nan, have 0.
    """
    if np.isnan(expected).all():
        return np.zeros(len(expected))
    lowest, highest = np.nanmin(expected), np.nanmax(expected)
    return np.nan_to_num((expected - lowest) / (highest - lowest), nan=0.0) if highest > lowest else expected * 0.0
