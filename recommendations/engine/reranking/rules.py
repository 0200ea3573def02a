"""Applies pins and hide rules to a ranking of item keys."""

from collections.abc import Collection, Mapping, Sequence

from recommendations.engine.types import Place, RuleSet


def place(ranked: Sequence[int], rules: RuleSet, pinnable: Collection[int], k: int) -> list[Place]:
    """Return at most `k` items at their ranks.

    A hidden item is nowhere, even when pinned. A pin stands exactly at its position, where the list is long
    enough, and else at its end; a pinned item stands nowhere else. `pinnable` holds the pinned items that may be
    shown.
    """
    before = {pk: rank for rank, pk in enumerate(ranked, start=1)}
    pins = {
        position: (rule_id, pk)
        for position, (rule_id, pk) in rules.pins.items()
        if pk in pinnable and pk not in rules.hidden
    }
    taken = {pk for _, pk in pins.values()} | set(rules.hidden)
    others = iter([pk for pk in ranked if pk not in taken])
    placed: list[Place] = []
    for rank in range(1, k + 1):
        rule_id, pk = pins.pop(rank, (None, None))
        pk = next(others, None) if pk is None else pk
        if pk is None:
            break
        placed.append(Place(pk, rank, rule_id, before.get(pk)))
    return placed + _late_pins(pins, len(placed), k, before)


def _late_pins(pins: Mapping[int, tuple[int, int]], length: int, k: int, before: Mapping[int, int]) -> list[Place]:
    """Append the pins whose position lies behind the end of a list that is too short, till it has k items."""
    late = [pins[position] for position in sorted(pins)][: k - length]
    return [Place(pk, length + offset, rule_id, before.get(pk)) for offset, (rule_id, pk) in enumerate(late, start=1)]
