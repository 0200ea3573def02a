"""Finds the candidates of a request, and reads what ranking needs of them: one query, a column for each number."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommendations.adapters.columns import Places
from recommendations.adapters.retrieval import MOST_INTERESTS, NEW_DAYS, shared, sources
from recommendations.adapters.scope import Scope, array
from recommendations.engine.candidates import SOURCES, Candidates, Flags, Floats, Ground
from recommendations.engine.types import Profile

LEAST_SIMILARITY = 0.2  # cosine that counts 0; identity counts 1, so that no two likenesses are cut to the same
SECONDS_OF_A_DAY = 86_400.0

EVERY = """
    SELECT p.id, p.external_id, p.brand, p.category_id, p.price, p.stock, p.created_at
    FROM catalog_product p WHERE p.id = ANY(%(keys)s::bigint[])
"""
KEYS = "(SELECT keys FROM picked)::bigint[]"
DISTANCES = ", ".join(
    f"array_agg(COALESCE(embedding <=> (SELECT embedding FROM interests WHERE at = {at}), 2))"
    for at in range(1, MOST_INTERESTS + 1)
)
# One row, whose parts are read side by side and put together by key: joined in SQL, each candidate would be looked up
# once more for every part. A value that is not known is nan, as columns hold no null.
READ = f"""
    WITH {{shared}}, found AS MATERIALIZED ({{found}}),
    picked AS MATERIALIZED (SELECT array_agg(DISTINCT id) AS keys FROM found)
    SELECT p.*, y.*, s.*, e.*, v.*, f.*, n.*, q.*, t.* FROM (
        SELECT array_agg(id), array_agg(external_id), array_agg(brand), array_agg(COALESCE(category_id, 0)),
            array_agg(COALESCE(price::float8, 'NaN')), array_agg(COALESCE(stock::float8, 'NaN')),
            array_agg(date_part('epoch', created_at))
        FROM found
    ) AS p, (
        SELECT array_agg(product_id), array_agg(score), array_agg((segment <> '')::int::bigint)
        FROM recommendations_itempopularity WHERE product_id = ANY({KEYS}) AND segment IN ('', %(locale)s)
    ) AS y, (
        SELECT array_agg(product_id), array_agg(score) FROM recommendations_personalscore
        WHERE shopper_id = %(shopper)s
    ) AS s, (
        SELECT array_agg(product_id), array_agg(-(embedding <#> (SELECT %(user)s::halfvec)))
        FROM recommendations_itemembedding WHERE product_id = ANY({KEYS}) AND (SELECT %(user)s::halfvec) IS NOT NULL
    ) AS e, (
        SELECT array_agg(product_id), {DISTANCES} FROM catalog_productvector
        WHERE product_id = ANY({KEYS}) AND EXISTS (SELECT FROM interests)
    ) AS v, (
        SELECT array_agg(f.product_id), array_agg(t.at)
        FROM catalog_feature f JOIN tags t ON (t.kind, t.name, t.value) = (f.kind, f.name, f.normalised)
        WHERE f.product_id = ANY({KEYS}) AND f.status <> 'rejected' AND EXISTS (SELECT FROM tags)
    ) AS f, (
        SELECT array_agg(id), array_agg(at), array_agg(part) FROM beside
    ) AS n, (
        SELECT array_agg(label ORDER BY at), array_agg(weight ORDER BY at) FROM interests
    ) AS q, (
        SELECT array_agg(kind ORDER BY at), array_agg(name ORDER BY at), array_agg(value ORDER BY at),
            array_agg(label ORDER BY at), array_agg(weight ORDER BY at)
        FROM tags
    ) AS t
"""
PARTS = {"p": 7, "y": 3, "s": 2, "e": 2, "v": 1 + MOST_INTERESTS, "f": 2, "n": 3, "q": 2, "t": 5}  # columns of each

Columns = Sequence[Any]  # numpy for numbers, a list for texts; None where no row was found


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """Candidates with the scores (0–1) of all sources, and what ranking knows of the shopper."""

    candidates: Candidates
    profile: Profile
    ranked: Flags  # (n,): what a source found; the others come by a pin alone


def retrieved(scope: Scope, at_least: int, pins: Collection[int] = ()) -> Found:
    """Return what the sources find, `at_least` so many where the shop has them, and the pins that may be shown.

    Each source's score is computed for every candidate, whichever source found it.
    """
    narrowed = scope.categories is not None  # of what the sources find, few may be left
    found = _read(scope, sources(scope, at_least, pins=bool(pins), fill=narrowed), pins)
    if found.ranked.sum() < at_least and not narrowed:  # a young shop, whose products nobody has acted on
        found = _read(scope, sources(scope, at_least, pins=bool(pins), fill=True), pins)
    return found


def candidates_of(scope: Scope, keys: Sequence[int]) -> Found:
    """Return these products, whether they may be shown or not."""
    return _read(scope, EVERY, (), keys=array(keys))


def _read(scope: Scope, sql: str, pins: Collection[int], **more: Any) -> Found:
    query = READ.replace("{shared}", shared(scope)).replace("{found}", sql)
    [row] = scope.rows(" ".join(query.split()), pins=array(pins), **more)
    cells = iter(row)
    parts = {name: [next(cells) for _ in range(width)] for name, width in PARTS.items()}
    profile = _profile(scope, *parts["t"])
    keys, first, times = np.unique(_numbers(parts["p"][0]), return_index=True, return_counts=True)
    ids = [parts["p"][1][at] for at in first.tolist()]
    by_id = sorted(range(len(ids)), key=ids.__getitem__)
    candidates = _table(scope, profile, parts, first[by_id].tolist())
    return Found(candidates, profile, ~(np.isin(keys, list(pins)) & (times == 1))[by_id])


def _table(scope: Scope, profile: Profile, parts: Mapping[str, Columns], chosen: list[int]) -> Candidates:
    """Return the chosen rows of the products, with all that the other parts tell of them."""
    keys, ids, brands, category, price, stock, created = parts["p"]
    pk = _numbers(keys)[chosen].astype(np.int64)
    places = Places(pk)
    brand = [brands[at] for at in chosen]
    age = (scope.now.timestamp() - _numbers(created)[chosen]) / SECONDS_OF_A_DAY
    similar, interest = _similar(places, parts["v"], *parts["q"])
    together, bought = _together(places, parts["n"], scope)
    scores = {
        "interest": similar,
        "sequence": _spread(places.column(parts["e"][0], parts["e"][1], np.nan)),
        "together": together,
        "popular": _popular(places, *parts["y"]),
        "new": np.maximum(0.0, 1.0 - age / NEW_DAYS),
    }
    return Candidates(
        pk=pk,
        item_id=np.array([ids[at] for at in chosen], dtype=object),
        brand=np.array(brand, dtype=object),
        category=_numbers(category)[chosen].astype(np.int64),
        price=_numbers(price)[chosen],
        stock=_numbers(stock)[chosen],
        age_days=age,
        scores=np.column_stack([scores[source] for source in SOURCES]),
        judged=places.column(parts["s"][0], parts["s"][1], np.nan),
        matches=_matches(places, parts["f"], profile, brand),
        tags=tuple(profile.tags),
        grounds={"interest": interest, "together": bought},
    )


def _numbers(column: NDArray[Any] | None) -> NDArray[Any]:
    return np.zeros(0) if column is None else column


def _profile(scope: Scope, kinds: Columns, names: Columns, values: Columns, labels: Columns, weights: Any) -> Profile:
    if not scope.has_profile:
        return Profile()
    keys = list(zip(kinds or (), names or (), values or (), strict=True))
    return Profile(
        tags=dict(zip(keys, _numbers(weights).tolist(), strict=True)),
        labels=dict(zip(keys, labels or (), strict=True)),
        price_level=scope.price_level,
        price_spread=scope.price_spread,
    )


def _similar(places: Places, near: Columns, labels: Sequence[str] | None, weights: Any) -> tuple[Floats, Ground]:
    """Return the likeness to the nearest interest, and which that is."""
    keys, *distances = near
    if keys is None or weights is None:
        return np.zeros(len(places.sorted)), Ground((), np.full(len(places.sorted), -1))
    likeness = (1.0 - np.column_stack(distances[: len(weights)])) * weights
    nearest = likeness.argmax(axis=1)
    best = places.column(keys, likeness.max(axis=1), 0.0)
    scores = np.clip((best - LEAST_SIMILARITY) / (1.0 - LEAST_SIMILARITY), 0.0, 1.0)
    return scores, Ground(labels or (), places.column(keys, nearest, -1).astype(np.int64))


def _together(places: Places, beside: Columns, scope: Scope) -> tuple[Floats, Ground]:
    """Return what is chosen with the latest products, the strongest 1, and which of these tells the largest part."""
    keys, recent, parts = (_numbers(column) for column in beside)
    rows = places.rows(keys)
    known = rows >= 0
    rows, recent, parts = rows[known], recent[known], parts[known]
    scores = np.bincount(rows, parts, minlength=len(places.sorted))
    words = [f"product:{seen.pk}" for seen in scope.recent]
    key_of = np.array([seen.pk for seen in scope.recent], dtype=np.int64)[recent.astype(np.int64)]
    rising = np.lexsort((-key_of, parts))  # of equal parts, the lower key is written last
    at = np.full(len(places.sorted), -1)
    at[rows[rising]] = recent[rising]
    at[scores <= 0] = -1
    return scores / (scores.max(initial=0.0) or 1.0), Ground(words, at)


def _popular(places: Places, keys: Any, scores: Any, local: Any) -> Floats:
    """Return the popularity in the shopper's locale where it is known, else in all."""
    if keys is None:
        return np.zeros(len(places.sorted))
    column = places.column(keys[local == 0], scores[local == 0], 0.0)
    rows = places.rows(keys[local == 1])
    column[rows] = scores[local == 1]
    return column


def _matches(places: Places, tagged: Columns, profile: Profile, brands: Sequence[str]) -> Flags:
    """Return which item has which of the profile's features, (n, n_tags)."""
    keys, at = tagged
    matches = np.zeros((len(brands), len(profile.tags)), dtype=bool)
    if keys is not None and len(profile.tags):
        matches[places.rows(keys), at] = True
    for column, (kind, name, value) in enumerate(profile.tags):
        if kind == name == "brand":
            matches[:, column] |= [brand == value for brand in brands]
    return matches


def _spread(expected: Floats) -> Floats:
    """Stretch the scores of one shopper's candidates over 0–1: only their order and distances mean anything.

    Those without an embedding, nan, have 0.
    """
    known = expected[~np.isnan(expected)]
    if not len(known) or known.max() == known.min():
        return np.zeros(len(expected))
    spread: Floats = (expected - known.min()) / (known.max() - known.min())
    return np.where(np.isnan(spread), 0.0, spread)
