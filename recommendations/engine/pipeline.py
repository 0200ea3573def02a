"""Ranks and places merged candidates: everything between retrieval and the answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from recommendations.engine.ranking.blend import rank
from recommendations.engine.reranking.rules import place
from recommendations.engine.types import Candidate, Placed, Profile, RuleSet


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a list is made of. `pinned` are candidates that only a rule brought in."""

    candidates: Sequence[Candidate]
    profile: Profile
    weights: Mapping[str, float]
    rules: RuleSet = field(default_factory=RuleSet)
    pinned: Sequence[Candidate] = ()


def recommend(inputs: Inputs, k: int) -> list[Placed]:
    """Return at most `k` items; fewer only where there are fewer candidates. k = 0 gives none."""
    ranked = rank(inputs.candidates, inputs.profile, inputs.weights)
    pinned = rank(inputs.pinned, inputs.profile, inputs.weights)
    by_key = {row.item.pk: row for row in [*pinned, *ranked]}
    wanted = {pk for _, pk in inputs.rules.pins.values()}
    return place(ranked, inputs.rules, {pk: row for pk, row in by_key.items() if pk in wanted}, k)
