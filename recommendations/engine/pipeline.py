"""Ranks and places candidates: everything between retrieval and the answer."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from recommendations.engine.candidates import SOURCES, Candidates, Flags
from recommendations.engine.ranking.blend import Ranking, rank
from recommendations.engine.ranking.judgement import Judgement
from recommendations.engine.reranking.new_items import with_new_items
from recommendations.engine.reranking.rules import place
from recommendations.engine.types import Placed, Profile, RuleSet

LEEWAY = 30  # ranks behind the list that are still known, so that a pin can say where it came from
NEW = SOURCES.index("new")


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a list is made of."""

    candidates: Candidates
    profile: Profile
    weights: Mapping[str, float]
    rules: RuleSet = field(default_factory=RuleSet)
    ranked: Flags | None = None  # (n,): candidates that retrieval found; the others come by a pin alone. None: all
    pinnable: Collection[int] = ()  # keys of candidates that a pin may place
    new_share: float = 0.0  # of the list that is kept for new items
    judgement: Judgement | None = None


def recommend(inputs: Inputs, k: int) -> list[Placed]:
    """Return at most `k` items; fewer only where there are fewer candidates. k = 0 gives none."""
    ranking = rank(inputs.candidates, inputs.profile, inputs.weights, inputs.judgement, inputs.ranked)
    rules = inputs.rules
    length = k + len(rules.hidden) + len(rules.pins)
    keys = inputs.candidates.pk[ranking.order[: length + LEEWAY]].tolist()
    ordered, kept = with_new_items(keys, _new(inputs, ranking, length), inputs.new_share, length)
    places = place(ordered, rules, inputs.pinnable, k)
    rows = inputs.candidates.rows_of([one.pk for one in places])
    return [
        Placed(
            scored=ranking.scored(row),
            rank=one.rank,
            rule_id=one.rule_id,
            ranked_without_rules=one.ranked_without_rules,
            kept_for_new=one.pk in kept and one.rule_id is None,
        )
        for one, row in zip(places, rows, strict=True)
    ]


def _new(inputs: Inputs, ranking: Ranking, length: int) -> list[int]:
    """Return the keys of the best new items."""
    if not inputs.new_share:
        return []
    new = inputs.candidates.scores[ranking.order, NEW] > 0
    keys: list[int] = inputs.candidates.pk[ranking.order[new][:length]].tolist()
    return keys
