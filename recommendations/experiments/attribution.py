"""Counts what the lists of one day led to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

IMPRESSION, CLICK, CART, PURCHASE = "impression", "click", "cart", "purchase"
COUNTED = (IMPRESSION, CLICK, CART, PURCHASE)
ONCE_A_LIST = frozenset({IMPRESSION, CLICK, CART})  # however often a storefront reports it


class Owner(NamedTuple):
    """The list that an event is owed to; `request_id` is empty where only the placement is known."""

    request_id: str
    placement: str
    release: int = 0
    arm: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a day whose list is known."""

    shopper: int
    product: int
    type: str  # of COUNTED
    owner: Owner
    locale: str = ""
    returning: bool = False  # the shopper was seen before that day
    value: Decimal | None = None  # money of a purchase
    is_new: bool = False  # the product had just come into the shop


@dataclass(slots=True)
class Counts:
    """Sums of some events."""

    impressions: int = 0
    clicks: int = 0
    carts: int = 0
    purchases: int = 0
    revenue: Decimal = Decimal(0)
    new_shown: int = 0
    requests: set[str] = field(default_factory=set)

    def add(self, event: Event) -> None:
        self.impressions += event.type == IMPRESSION
        self.new_shown += event.type == IMPRESSION and event.is_new
        self.clicks += event.type == CLICK
        self.carts += event.type == CART
        if event.type == PURCHASE:
            self.purchases += 1
            self.revenue += event.value or Decimal(0)
        if event.owner.request_id:
            self.requests.add(event.owner.request_id)


ShopperKey = tuple[str, int, str, int]  # placement, release, arm, shopper
ProductKey = tuple[str, int, str, bool, int]  # placement, release, locale, returning, product
RankKey = tuple[str, int, int]  # placement, release, rank
RuleKey = tuple[str, int, int, int]  # placement, release, rule (0: none), rank
Touched = Mapping[tuple[str, str], Mapping[int, Sequence[int]]]  # (request, placement) → rank → rules


@dataclass(slots=True)
class DayCounts:
    """All that a day is stored as."""

    shoppers: dict[ShopperKey, Counts] = field(default_factory=lambda: defaultdict(Counts))
    products: dict[ProductKey, Counts] = field(default_factory=lambda: defaultdict(Counts))
    ranks: dict[RankKey, Counts] = field(default_factory=lambda: defaultdict(Counts))
    rules: dict[RuleKey, Counts] = field(default_factory=lambda: defaultdict(Counts))
    told: dict[int, tuple[str, bool]] = field(default_factory=dict)  # shopper → locale, returning
    lists: dict[Owner, list[int]] = field(default_factory=lambda: defaultdict(list))  # shown products


def count_day(
    events: Iterable[Event], ranks: Mapping[tuple[str, str, int], int], touched: Touched | None = None
) -> DayCounts:
    """Count events; `ranks` gives the rank of (request, placement, product) where the list is still known.

    `touched` names the rules that acted on each place of a list, where that was noted.

    An impression, a click or a cart counts once for each list and product; purchases each.
    """
    counts, seen = DayCounts(), set()
    for event in events:
        owner = event.owner
        once = (owner.request_id, owner.placement, event.product, event.type, event.shopper)
        if owner.request_id and event.type in ONCE_A_LIST:
            if once in seen:
                continue
            seen.add(once)
        placement, release = owner.placement, owner.release
        counts.shoppers[placement, release, owner.arm, event.shopper].add(event)
        counts.products[placement, release, event.locale, event.returning, event.product].add(event)
        rank = ranks.get((owner.request_id, placement, event.product))
        if rank is not None:
            counts.ranks[placement, release, rank].add(event)
            places = (touched or {}).get((owner.request_id, placement))
            for rule in (places.get(rank) or (0,)) if places is not None else ():
                counts.rules[placement, release, rule, rank].add(event)
        counts.told[event.shopper] = (event.locale, event.returning)
        if owner.request_id and event.type == IMPRESSION:
            counts.lists[owner].append(event.product)
    return counts
