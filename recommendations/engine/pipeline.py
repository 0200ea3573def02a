"""Ranks and places candidates: everything between retrieval and the answer."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from recommendations.engine.candidates import SOURCES, Candidates, Flags, Floats
from recommendations.engine.ranking.blend import Ranking, best_first, rank
from recommendations.engine.ranking.judgement import Judgement
from recommendations.engine.reranking.diversity import diversified
from recommendations.engine.reranking.new_items import with_new_items
from recommendations.engine.rules.book import NO_RULES, AtWork
from recommendations.engine.rules.columns import Columns
from recommendations.engine.rules.effects import Effects, Moved, effects_of
from recommendations.engine.rules.placing import Seating, seat
from recommendations.engine.types import Factor, Placed, Profile, Scored

LEEWAY = 30  # ranks behind the list that are still known, so that a pin can say where it came from
NEW = SOURCES.index("new")


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a list is made of."""

    candidates: Candidates
    profile: Profile
    weights: Mapping[str, float]
    rules: AtWork = NO_RULES
    columns: Columns | None = None  # what the rules read of the candidates; None: there are no rules
    ranked: Flags | None = None  # (n,): candidates that retrieval found; the others come by a pin alone. None: all
    placeable: Collection[int] = ()  # keys of candidates that pins and pin blocks may place
    new_share: float = 0.0  # of the list that is kept for new items
    diversity: float = 0.0  # 0–1
    judgement: Judgement | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, and what became of every candidate that is not in it."""

    placed: list[Placed] = field(default_factory=list)
    order: Sequence[int] = ()  # all ranked candidates, best first, after boosts and buries and without those kept out
    kept_out: Mapping[int, int] = field(default_factory=dict)  # item → rule that hides it, or does not include it
    limited: Mapping[int, int] = field(default_factory=dict)  # item → diversity limit that it was passed over for
    members: Mapping[int, int] = field(default_factory=dict)  # share rule → candidates that count for it

    @property
    def applied(self) -> tuple[int, ...]:
        """Return the rules that placed or moved an item of the list, each once, in the list's order."""
        seats = [row.rule_id for row in self.placed if row.rule_id is not None]
        return tuple(dict.fromkeys([*seats, *(key for row in self.placed for key in row.moved_by)]))


def recommend(inputs: Inputs, k: int) -> list[Placed]:
    """Return at most `k` items; fewer only where there are fewer candidates. k = 0 gives none."""
    return listing(inputs, k).placed


def listing(inputs: Inputs, k: int) -> Listing:
    """Return the list with what became of all candidates."""
    ranking = rank(inputs.candidates, inputs.profile, inputs.weights, inputs.judgement, inputs.ranked)
    columns = inputs.columns
    effects = effects_of(inputs.rules, columns) if inputs.rules and columns is not None else None
    length = k + len(inputs.placeable)
    plain, kept = _ordered(inputs, ranking, ranking.order, ranking.scores, length + LEEWAY, length)
    before = {pk: place for place, pk in enumerate(plain, start=1)}
    if effects is None:
        return _listed(inputs, ranking, None, _as_ranked(plain, k), before, kept, plain)
    scores = ranking.scores + effects.added(ranking.scores)
    allowed = np.array([pk not in effects.kept_out for pk in inputs.candidates.pk.tolist()], dtype=bool)
    rows = np.sort(ranking.order)
    order = best_first(rows[allowed[rows]], scores)
    ruled, kept = _ordered(inputs, ranking, order, scores, len(order), length)
    seating = seat(
        ruled,
        k,
        pins=inputs.rules.of_kind("pin", "pin_block"),
        soft=inputs.rules.of_kind("soft_pin"),
        shares=effects.shares,
        limits=effects.limits,
        placeable=set(inputs.placeable) - effects.kept_out.keys(),
    )
    return _listed(inputs, ranking, effects, seating, before, kept, ruled)


def _ordered(
    inputs: Inputs, ranking: Ranking, order: NDArray[np.int64], scores: Floats, most: int, length: int
) -> tuple[list[int], frozenset[int]]:
    """Return keys in order, diverse and with places for new items, and those that have such a place."""
    found = inputs.candidates
    if inputs.diversity:
        order = diversified(order, scores, [found.brand, found.category], inputs.diversity, length)
    keys = found.pk[order[:most]].tolist()
    if not inputs.new_share:
        return keys, frozenset()
    new = found.pk[order[found.scores[order, NEW] > 0][:length]].tolist()
    return with_new_items(keys, new, inputs.new_share, length)


def _as_ranked(keys: Sequence[int], k: int) -> Seating:
    return seat(keys[:k], k)


def _listed(
    inputs: Inputs,
    ranking: Ranking,
    effects: Effects | None,
    seating: Seating,
    before: Mapping[int, int],
    kept: Collection[int],
    order: Sequence[int],
) -> Listing:
    rows = inputs.candidates.rows_of([one.pk for one in seating.seats])
    moved = effects.moved(rows, ranking.scores) if effects is not None else [Moved()] * len(rows)
    placed = [
        Placed(
            scored=_with(ranking.scored(row), more.factors),
            rank=one.rank,
            rule_id=one.rule,
            ranked_without_rules=before.get(one.pk),
            kept_for_new=one.pk in kept and one.rule is None,
            moved_by=more.by,
        )
        for one, row, more in zip(seating.seats, rows, moved, strict=True)
    ]
    if effects is None:
        return Listing(placed, order)
    return Listing(
        placed,
        order,
        effects.kept_out,
        seating.limited,
        members={rule.key: len(members - effects.kept_out.keys()) for rule, members in effects.shares},
    )


def _with(scored: Scored, added: tuple[Factor, ...]) -> Scored:
    """Return an item with what boosts and buries add, as factors of its score."""
    if not added:
        return scored
    factors = scored.factors + added
    return Scored(scored.item, sum([value * weight for _, value, weight, *_ in factors]), factors)
