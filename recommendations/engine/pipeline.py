"""Ranks and places merged candidates: everything between retrieval and the answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from recommendations.engine.ranking.blend import rank
from recommendations.engine.reranking.rules import place
from recommendations.engine.types import Candidate, Placed, Profile, RuleSet

LEEWAY = 30  # ranks behind the list that are still known, so that a pin can say where it came from


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a list is made of. `pinned` are the items of pins, whether ranking would bring them or not."""

    candidates: Sequence[Candidate]
    profile: Profile
    weights: Mapping[str, float]
    rules: RuleSet = field(default_factory=RuleSet)
    pinned: Sequence[Candidate] = ()


def recommend(inputs: Inputs, k: int) -> list[Placed]:
    """Return at most `k` items; fewer only where there are fewer candidates. k = 0 gives none."""
    rules = inputs.rules
    ranked = rank(inputs.candidates, inputs.profile, inputs.weights, k + len(rules.hidden) + len(rules.pins) + LEEWAY)
    pinned = {row.item.pk: row for row in rank(inputs.pinned, inputs.profile, inputs.weights)}
    return place(ranked, rules, pinned, k)
