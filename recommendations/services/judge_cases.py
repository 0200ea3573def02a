"""The shop's own history as cases for the judge: what would have been on each shopper's list, and what they took."""

from collections.abc import Sequence
from datetime import datetime

import numpy as np

from recommendations.engine.ranking.blend import price_fits
from recommendations.engine.types import Profile
from recommendations.judging.cases import Case
from recommendations.judging.mix import Vector
from recommendations.judging.student import Reader, Shown
from recommendations.services.judge_window import Past, Shelf, pasts, shelf_at
from users.interests.tags import propose
from users.interests.types import Catalogue, Tag, Weighted
from users.interests.weighting import weighted
from users.services.catalogue import catalogue_of

CANDIDATES = 20
CUTS = (2, 5, None)  # latest events kept of a history (None: all): the same shopper while still cold
FIRST = 200  # products that go on to be compared by interests
MOST_LIKES = 6
READ = 20  # latest products that the student sees
KEPT_PER_STEP = 0.85
REACHABLE_TAGS = 3
BASE = {"similar": 0.35, "tags": 0.30, "near": 0.20, "popular": 0.08, "price": 0.07}


def cases_between(start: datetime, end: datetime | None, *, most: int, seed: int = 0) -> list[Case]:
    """Return cases of shoppers whose first 20 candidates of `start` hold something they took before `end`.

    Each shopper counts with the whole history and as if only the last 2 or 5 events were known, so that cold shoppers
    occur. Products that they had bought are no candidates. Where the 20 hold nothing that was taken there is no case:
    no order of the 20 would change anything.
    """
    shelf = shelf_at(start)
    found = pasts(start, end, most=most, seed=seed)
    seen = {event.product for past in found for event in past.events if event.product is not None}
    catalogue = catalogue_of({*shelf.keys, *seen})
    cases = (_case(past, cut, shelf, catalogue, start) for past in found for cut in CUTS)
    return [case for case in cases if case is not None and case.wanted.any()]


def likes_in_words(tags: Sequence[Tag], titles: Sequence[str]) -> tuple[str, ...]:
    """Return the heaviest interests, else the latest titles: what the language model reads of a shopper."""
    labels = dict.fromkeys(tag.label for tag in tags[:MOST_LIKES])
    return tuple(labels or dict.fromkeys(title for title in titles[:MOST_LIKES] if title))


def _case(past: Past, cut: int | None, shelf: Shelf, catalogue: Catalogue, moment: datetime) -> Case | None:
    row_of = {key: row for row, key in enumerate(shelf.keys)}
    known = past.events[:cut]
    rows = weighted(known, now=moment)
    latest = list(dict.fromkeys(row_of[e.product] for e in known if e.product in row_of))
    bought = {row_of[e.product] for e in past.events if e.type == "purchase" and e.product in row_of}
    wanted = {row_of[key] for key in past.wanted if key in row_of} - bought
    if not latest or not wanted:
        return None
    tags = propose(rows, catalogue)
    reader = Reader(shelf.vectors[latest[:READ]], KEPT_PER_STEP ** np.arange(len(latest[:READ]), dtype=np.float64))
    base, overlap, fit = _scores(reader, latest, tags, _level(rows, catalogue), shelf, catalogue, bought)
    order = np.argsort(-base, kind="stable")[:CANDIDATES]
    order = np.sort(order[base[order] > -np.inf])
    return Case(
        likes=likes_in_words(tags, [shelf.titles[row] for row in latest]),
        titles=tuple(shelf.titles[row] for row in order),
        reader=reader,
        shown=Shown(shelf.vectors[order], overlap[order], fit[order]),
        history_length=len(known),
        base=base[order],
        new=shelf.new[order],
        wanted=np.isin(order, list(wanted)),
        missed=len(wanted - set(order.tolist())),
    )


def _scores(
    reader: Reader,
    latest: Sequence[int],
    tags: Sequence[Tag],
    profile: Profile,
    shelf: Shelf,
    catalogue: Catalogue,
    bought: set[int],
) -> tuple[Vector, Vector, Vector]:
    """Return base score, match with the interests and price fit of all products; bought ones have a base of -inf."""
    centre = reader.weights @ reader.vectors
    similar = shelf.vectors @ (centre / max(float(np.linalg.norm(centre)), 1e-9))
    base = (
        BASE["similar"] * similar.astype(np.float64)
        + BASE["near"] * _nearness(latest, shelf)
        + BASE["popular"] * shelf.popularity
    )
    base[list(bought)] = -np.inf
    overlap, fit = np.zeros(len(base)), np.zeros(len(base))
    heaviest = sum(sorted((tag.weight for tag in tags), reverse=True)[:REACHABLE_TAGS])
    first = np.argsort(-base, kind="stable")[:FIRST]
    fit[first] = price_fits([catalogue.prices.get(shelf.keys[row]) for row in first], profile)
    for row in first:
        features = catalogue.features.get(shelf.keys[row], {})
        matched = sum(tag.weight for tag in tags if tag.key in features)
        overlap[row] = min(1.0, matched / heaviest) if heaviest else 0.0
    return base + BASE["tags"] * overlap + BASE["price"] * fit, overlap, fit


def _nearness(latest: Sequence[int], shelf: Shelf) -> Vector:
    """Return 0–1: how much each product goes with the latest ones."""
    row_of = {key: row for row, key in enumerate(shelf.keys)}
    near = np.zeros(len(shelf.keys))
    for step, row in enumerate(latest[:READ]):
        for neighbour, score in shelf.neighbours.get(shelf.keys[row], []):
            if neighbour in row_of:
                near[row_of[neighbour]] += score * KEPT_PER_STEP**step
    return near / near.max() if near.max() > 0 else near


def _level(rows: Sequence[Weighted], catalogue: Catalogue) -> Profile:
    """Return the price level of what the shopper attended to."""
    prices = [catalogue.prices.get(row.event.product or 0) for row in rows if row.weight > 0]
    known = np.log([price for price in prices if price])
    return Profile(price_level=float(known.mean()), price_spread=float(known.std())) if len(known) else Profile()
