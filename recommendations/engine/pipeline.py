"""Ranks and places merged candidates: everything between retrieval and the answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from recommendations.engine.ranking.blend import rank
from recommendations.engine.ranking.judgement import Judgement
from recommendations.engine.reranking.new_items import with_new_items
from recommendations.engine.reranking.rules import place
from recommendations.engine.types import Candidate, Placed, Profile, RuleSet, Scored

LEEWAY = 30  # ranks behind the list that are still known, so that a pin can say where it came from


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a list is made of. `pinned` are the items of pins, whether ranking would bring them or not."""

    candidates: Sequence[Candidate]
    profile: Profile
    weights: Mapping[str, float]
    rules: RuleSet = field(default_factory=RuleSet)
    pinned: Sequence[Candidate] = ()
    new_share: float = 0.0  # of the list that is kept for new items
    judgement: Judgement | None = None


def recommend(inputs: Inputs, k: int) -> list[Placed]:
    """Return at most `k` items; fewer only where there are fewer candidates. k = 0 gives none."""
    rules = inputs.rules
    length = k + len(rules.hidden) + len(rules.pins)
    ranked = rank(inputs.candidates, inputs.profile, inputs.weights, length + LEEWAY, inputs.judgement)
    ranked, kept = with_new_items(ranked, _new(inputs, length), inputs.new_share, length)
    pinned = {row.item.pk: row for row in rank(inputs.pinned, inputs.profile, inputs.weights)}
    placed = place(ranked, rules, pinned, k)
    return [replace(row, kept_for_new=row.scored.item.pk in kept and row.rule_id is None) for row in placed]


def _new(inputs: Inputs, length: int) -> list[Scored]:
    if not inputs.new_share:
        return []
    new = [row for row in inputs.candidates if row.sources.get("new", 0.0) > 0]
    return rank(new, inputs.profile, inputs.weights, length)
