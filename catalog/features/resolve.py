"""Decide between the candidates of an attribute that has one value, or few as a list."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from catalog.features.measures import parse_measure
from catalog.features.schema import MAX_LISTED
from catalog.features.types import Candidate

_TOLERANCE = 0.02  # two units of one amount: 10.9 oz and 310 g
_AGREEMENT = 0.06  # strength that each further text adds


@dataclass(frozen=True, slots=True)
class Ranked:
    """A value with its best candidate and the strength of all its mentions together."""

    best: Candidate
    strength: float


def rank_values(candidates: Sequence[Candidate]) -> list[Ranked]:
    """Return one entry a value, strongest first; ties keep the order of the texts."""
    groups: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        groups[_group(candidate, groups)].append(candidate)
    ranked = []
    for group in groups.values():
        best = max(group, key=lambda one: (one.strength, -one.source, -one.span.start))
        further = len({one.source for one in group}) - 1
        ranked.append(Ranked(best, min(1.0, best.strength) + _AGREEMENT * min(3, further)))
    return sorted(ranked, key=lambda one: -one.strength)


def contenders(ranked: Sequence[Ranked], margin: float) -> list[Ranked]:
    """Return the values close enough to the strongest that only the model can tell; one when it is clear."""
    return [one for one in ranked if ranked[0].strength - one.strength < margin]


def keep_listed(winner: Ranked, ranked: Sequence[Ranked]) -> list[Ranked]:
    """Return the winner, and what it is listed with: "60 % cotton, 40 % polyester"."""
    if not winner.best.listed:
        return [winner]
    same = [one for one in ranked if one.best.listed and one.best.source == winner.best.source]
    return [winner, *(one for one in same if one is not winner)][:MAX_LISTED]


def name_measures(candidates: Iterable[Candidate], usual: Mapping[str, str] | None = None) -> list[Candidate]:
    """Give amounts without a name ("?length") the name that another text gives the same amount, else the usual one.

    `usual` says what "?length" and "?time" measure in the product's category: a shadow that stays for 24 hours has
    no battery. Without either the amount is dropped.
    """
    every = list(candidates)
    amounts = {one.normalised: _amounts(one.normalised) for one in every}
    names = {amounts[one.normalised]: one.name for one in every if not one.name.startswith("?")}
    named = []
    for one in every:
        if one.name.startswith("?"):
            known = amounts[one.normalised]
            name = names.get(known, "") if known else ""
            if not name and (one.name == "?length" or one.span.field.startswith("title")):
                name = (usual or {}).get(one.name, "")
            if name:
                named.append(replace(one, name=name))
        else:
            named.append(one)
    return named


def _group(candidate: Candidate, groups: Iterable[str]) -> str:
    amounts = _amounts(candidate.normalised)
    if amounts is not None:
        for other in groups:
            if same_amounts(amounts, _amounts(other)):
                return other
    return candidate.normalised


def _amounts(normalised: str) -> tuple[str, tuple[float, ...]] | None:
    return parse_measure(normalised) if normalised[:1].isdigit() else None


def same_amounts(one: tuple[str, tuple[float, ...]], other: tuple[str, tuple[float, ...]] | None) -> bool:
    """Return whether two parsed measures say the same within two in a hundred."""
    if other is None or one[0] != other[0] or len(one[1]) != len(other[1]):
        return False
    return all(abs(a - b) <= _TOLERANCE * max(a, b) for a, b in zip(one[1], other[1], strict=True))
