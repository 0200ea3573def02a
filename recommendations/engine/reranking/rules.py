"""Applies pins and hide rules."""

from collections.abc import Mapping, Sequence

from recommendations.engine.types import Placed, RuleSet, Scored


def place(ranked: Sequence[Scored], rules: RuleSet, pinned: Mapping[int, Scored], k: int) -> list[Placed]:
    """Return at most `k` items at their ranks.

    A hidden item is nowhere, even when pinned. A pin stands exactly at its position, where the list is long
    enough, and else at its end; a pinned item stands nowhere else. `pinned` holds the pinned items that may be
    shown, by key.
    """
    before = {row.item.pk: rank for rank, row in enumerate(ranked, start=1)}
    pins = {
        position: (rule_id, pinned[pk])
        for position, (rule_id, pk) in rules.pins.items()
        if pk in pinned and pk not in rules.hidden
    }
    taken = {row.item.pk for _, row in pins.values()} | set(rules.hidden)
    others = iter([row for row in ranked if row.item.pk not in taken])
    placed: list[Placed] = []
    for rank in range(1, k + 1):
        rule_id, row = pins.pop(rank, (None, None))
        row = row or next(others, None)
        if row is None:
            break
        placed.append(Placed(row, rank, rule_id, before.get(row.item.pk)))
    return placed + _late_pins(pins, len(placed), k, before)


def _late_pins(pins: Mapping[int, tuple[int, Scored]], length: int, k: int, before: Mapping[int, int]) -> list[Placed]:
    """Append the pins whose position lies behind the end of a list that is too short, till it has k items."""
    late = [pins[position] for position in sorted(pins)][: k - length]
    return [
        Placed(row, length + offset, rule_id, before.get(row.item.pk))
        for offset, (rule_id, row) in enumerate(late, start=1)
    ]
