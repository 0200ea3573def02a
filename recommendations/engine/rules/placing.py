"""Gives each place of a list to an item, as the rules at work say; everything else by rank."""

import math
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from recommendations.engine.rules.book import Rule

Shares = Sequence[tuple[Rule, frozenset[int]]]
Limits = Sequence[tuple[Rule, Mapping[int, Hashable]]]


@dataclass(frozen=True, slots=True)
class Seat:
    """A place of the list (1 is first), the item there, and the rule that gave it to it, if one did."""

    pk: int
    rank: int
    rule: int | None = None


@dataclass
class Seating:
    """The list, and which items a rule pushed back."""

    seats: list[Seat]
    limited: dict[int, int] = field(default_factory=dict)  # item → diversity limit that it was passed over for


def seat(
    ranked: Sequence[int],
    k: int,
    *,
    pins: Sequence[Rule] = (),
    soft: Sequence[Rule] = (),
    shares: Shares = (),
    limits: Limits = (),
    placeable: Collection[int] = (),
) -> Seating:
    """Return at most `k` items, fewer only where there are fewer.

    `ranked` are items, best first, without those that may not be shown; `placeable` are the items that pins and pin
    blocks may place, ranked or not. `pins` stand in conflict order.
    """
    fixed = fixed_places(pins, set(placeable))
    taken = {pk for pk, _ in fixed.values()}
    rest = [pk for pk in ranked if pk not in taken]
    held = soft_places(rest, soft, set(fixed))
    held_items = {pk for pk, _ in held.values()}
    rest = [pk for pk in rest if pk not in held_items]
    seating = _fill(rest, {**fixed, **held}, k, shares, limits)
    late = sorted(at for at in fixed if at > len(seating.seats))
    for at in late[: max(0, k - len(seating.seats))]:
        pk, rule = fixed[at]
        seating.seats.append(Seat(pk, len(seating.seats) + 1, rule))
    return seating


def fixed_places(pins: Sequence[Rule], placeable: Collection[int]) -> dict[int, tuple[int, int]]:
    """Return position → (item, rule) of pins and pin blocks; a later one moves on to the next free place."""
    fixed: dict[int, tuple[int, int]] = {}
    placed: set[int] = set()
    for rule in pins:
        at = rule.position
        for pk in rule.products:
            if pk in placed or pk not in placeable:
                continue
            while at in fixed:
                at += 1
            fixed[at] = (pk, rule.key)
            placed.add(pk)
    return fixed


def soft_places(rest: Sequence[int], soft: Sequence[Rule], fixed: Collection[int]) -> dict[int, tuple[int, int]]:
    """Return position → (item, rule) of soft pins: where ranking has the item, or the rule's position if better.

    An item that the shopper's candidates do not hold is left out.
    """
    candidates = set(rest)
    wanted: dict[int, Rule] = {}
    for rule in soft:
        for pk in rule.products:
            if pk in candidates:
                wanted.setdefault(pk, rule)
    held: dict[int, tuple[int, int]] = {}
    while True:
        seated = {pk for pk, _ in held.values()}
        natural = _natural([pk for pk in rest if pk not in seated], {*fixed, *held})
        late = next((pk for pk in wanted if pk not in seated and natural[pk] > wanted[pk].position), None)
        if late is None:
            break
        place = _free_place(wanted[late].position, {*fixed, *held})
        if place >= natural[late]:  # nothing better is free
            place = natural[late]
        held[place] = (late, wanted[late].key)
    for pk in [pk for pk in wanted if pk not in seated]:
        held[natural[pk]] = (pk, wanted[pk].key)
    return held


def _natural(rest: Sequence[int], taken: Collection[int]) -> dict[int, int]:
    """Return the place of each item where the rest fills what is not taken."""
    places: dict[int, int] = {}
    at = 1
    for pk in rest:
        while at in taken:
            at += 1
        places[pk] = at
        at += 1
    return places


def _free_place(position: int, taken: Collection[int]) -> int:
    """Return the free place nearest before a position, itself included; else the first one after it."""
    for place in range(position, 0, -1):
        if place not in taken:
            return place
    return next(place for place in range(position + 1, position + len(taken) + 2) if place not in taken)


def _fill(rest: Sequence[int], given: Mapping[int, tuple[int, int]], k: int, shares: Shares, limits: Limits) -> Seating:
    seating = Seating([])
    left = list(dict.fromkeys(rest))
    counts: list[dict[Hashable, int]] = [{} for _ in limits]
    have = [0] * len(shares)
    for rank in range(1, k + 1):
        if rank in given:
            pk, key = given[rank]
            rule: int | None = key
        else:
            chosen = _choose(left, rank, have, counts, shares, limits, seating.limited)
            if chosen is None:
                break
            pk, rule = chosen
            left.remove(pk)
        seating.seats.append(Seat(pk, rank, rule))
        for at, (_, members) in enumerate(shares):
            have[at] += pk in members
        for at, (_, groups) in enumerate(limits):
            if pk in groups:
                counts[at][groups[pk]] = counts[at].get(groups[pk], 0) + 1
    return seating


def _choose(
    left: Sequence[int],
    rank: int,
    have: Sequence[int],
    counts: Sequence[Mapping[Hashable, int]],
    shares: Shares,
    limits: Limits,
    limited: dict[int, int],
) -> tuple[int, int | None] | None:
    """Return the item for a place, and the share that was due there, if it moved the item up."""
    if not left:
        return None

    def limit_of(pk: int) -> int | None:
        for (rule, groups), count in zip(limits, counts, strict=True):
            if pk in groups and (not rule.window or rank <= rule.window) and count.get(groups[pk], 0) >= rule.limit:
                return rule.key
        return None

    for at, (rule, members) in enumerate(shares):
        if have[at] < math.floor(rank * rule.share + 1e-9):
            due = [pk for pk in left if pk in members]
            if due:
                pk = next((pk for pk in due if limit_of(pk) is None), due[0])
                return pk, None if pk == left[0] else rule.key
    if not limits:
        return left[0], None
    for pk in left:
        key = limit_of(pk)
        if key is None:
            return pk, None
        limited.setdefault(pk, key)
    return left[0], None  # nothing keeps the limits: a full list matters more
