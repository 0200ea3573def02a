"""One shopper's visits: what is searched, seen, liked, put in the cart and bought."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommendations.demo import explored
from recommendations.demo.affinity import choice_shares, leaf_shares, within_leaf
from recommendations.demo.draws import chance, pick, pick_weighted
from recommendations.demo.leaves import leaves
from recommendations.demo.queries import write_query
from recommendations.demo.shelf import FloatArray, Shelf
from recommendations.demo.shoppers import Person

SEARCHES, SLOTS_SHOWN, CARTS, LIKES, BUYS = 0.4, 0.22, 0.44, 0.05, 0.5
BOUNCE, EXPLORES, GIFT, RESTOCK = 0.06, 0.07, 0.03, 0.15
SEEN_BONUS, CART_BONUS = 0.5, 1.6
PLACEMENTS = ("home", "product", "cart")


@dataclass(slots=True)
class Visitor:
    """One shopper on the way through the shop, with what is remembered between visits."""

    person: Person
    shelf: Shelf
    rng: np.random.Generator
    explored_from: datetime | None = None  # the moment from which lists have explored places
    events: list[dict[str, Any]] = field(default_factory=list)
    bought: NDArray[np.bool_] = field(init=False)  # (n_products,)
    memory: FloatArray = field(init=False)  # (n_products,) pull of what was seen or left in the cart
    _weights: dict[bool, FloatArray] = field(default_factory=dict)  # before and after a drift of taste

    def __post_init__(self) -> None:
        self.bought = np.zeros(len(self.shelf.ids), dtype=bool)
        self.memory = np.zeros(len(self.shelf.ids))

    def utility(self, moment: datetime) -> FloatArray:
        """Weigh all products at a moment, what is remembered included."""
        taste = self.person.taste_at(moment)
        drifted = taste is self.person.later_taste
        if drifted not in self._weights:
            self._weights[drifted] = within_leaf(taste, self.shelf)
        return np.asarray(self._weights[drifted] + self.memory)

    def visit(self, moment: datetime) -> None:
        """Walk through the shop once, from `moment` on."""
        if chance(self.rng, BOUNCE):
            self._bounce(moment)
            return
        clock = _Clock(moment, self.rng)
        leaf_index, is_gift = self._purpose(moment)
        if chance(self.rng, SEARCHES):
            self._note("search", clock, query=self._query(leaf_index, moment))
        if chance(self.rng, SLOTS_SHOWN):
            self._see_placement(clock)
        seen = self._browse(leaf_index, clock)
        self._decide(seen, clock, is_gift=is_gift)
        self._restock(clock)

    def _bounce(self, moment: datetime) -> None:
        allowed = np.flatnonzero(self.shelf.on_shelf(moment))
        self._note("view", _Clock(moment, self.rng), product=pick(self.rng, allowed.tolist()))

    def _purpose(self, moment: datetime) -> tuple[int, bool]:
        draw = self.rng.random()
        if draw < EXPLORES + GIFT:
            return int(self.rng.integers(len(leaves()))), draw < GIFT
        shares = leaf_shares(self.person.taste_at(moment), moment)
        return pick_weighted(self.rng, list(shares), list(shares.values())), False

    def _query(self, leaf_index: int, moment: datetime) -> str:
        return write_query(self.person.taste_at(moment), leaf_index, locale=self.person.locale, rng=self.rng)

    def _see_placement(self, clock: "_Clock") -> None:
        shares = self._shares(clock.moment, np.isin(self.shelf.leaf, list(self.person.taste_at(clock.moment).leaves)))
        if shares is None:
            return
        here = {"list": f"d-{self.person.id}-{len(self.events)}"}  # what the storefront got as one answer
        placement, flat = pick(self.rng, PLACEMENTS), (shares + (shares > 0).astype(float) / (shares > 0).sum()) / 2
        drawn = self.rng.choice(len(flat), size=min(4, int((flat > 0).sum())), replace=False, p=flat)
        shown, exploration = self._explored([int(product) for product in drawn], flat, placement, clock, here["list"])
        for product in shown:
            self._note("impression", clock, product=product, placement=placement, **here, **exploration)
        best = max(shown, key=lambda product: shares[product])
        worst = min(shown, key=lambda product: shares[product])
        if chance(self.rng, 0.4):
            self._note("click", clock, product=best, placement=placement, **here)
        elif chance(self.rng, 0.2) and worst != best:
            self._note("dismiss", clock, product=worst, placement=placement)
            self.memory[worst] = -9.0

    def _explored(
        self, drawn: list[int], flat: FloatArray, placement: str, clock: "_Clock", name: str
    ) -> tuple[list[int], dict[str, Any]]:
        """Return what is shown, and what the log tells of its exploration where there was any."""
        if placement != explored.PLACEMENT or self.explored_from is None or clock.moment < self.explored_from:
            return drawn, {}
        found = explored.explored(drawn, flat, name)
        return list(found.items), {"exploration": explored.told(found, self.shelf.ids)} if found.pool else {}

    def _browse(self, leaf_index: int, clock: "_Clock") -> list[int]:
        shares = self._shares(clock.moment, self.shelf.leaf == leaf_index)
        if shares is None:
            return []
        count = min(1 + int(self.rng.poisson(2.6)), int((shares > 0).sum()))
        seen = [int(product) for product in self.rng.choice(len(shares), size=count, replace=False, p=shares)]
        for product in seen:
            self._note("view", clock, product=product)
            self.memory[product] = max(self.memory[product], SEEN_BONUS)
            if chance(self.rng, LIKES):
                self._note("like", clock, product=product)
                self.memory[product] = max(self.memory[product], CART_BONUS)
        return seen

    def _decide(self, seen: list[int], clock: "_Clock", *, is_gift: bool) -> None:
        buyable = np.zeros(len(self.shelf.ids), dtype=bool)
        buyable[seen] = self.shelf.sellable[seen]
        shares = self._shares(clock.moment, buyable)
        if shares is None or not (is_gift or chance(self.rng, CARTS)):
            return
        product = int(self.rng.choice(len(shares), p=shares))
        self._note("cart", clock, product=product)
        self.memory[product] = CART_BONUS
        if is_gift or chance(self.rng, BUYS):
            self._buy(product, clock)

    def _restock(self, clock: "_Clock") -> None:
        again = np.flatnonzero(self.bought & self.shelf.consumable & self.shelf.sellable)
        if again.size and chance(self.rng, RESTOCK):
            self._buy(pick(self.rng, again.tolist()), clock)

    def _buy(self, product: int, clock: "_Clock") -> None:
        self._note("purchase", clock, product=product, value=self.shelf.prices[product])
        self.bought[product] = True
        self.memory[product] = 0.0

    def _shares(self, moment: datetime, wanted: np.ndarray) -> FloatArray | None:
        allowed = wanted & self.shelf.on_shelf(moment) & ~(self.bought & ~self.shelf.consumable)
        return choice_shares(self.utility(moment), allowed) if allowed.any() else None

    def _note(self, kind: str, clock: "_Clock", *, product: int | None = None, **extra: Any) -> None:
        event = {"shopper_id": self.person.id, "type": kind}
        if product is not None:
            event["product_id"] = self.shelf.ids[product]
        self.events.append(event | extra | {"locale": self.person.locale, "occurred_at": clock.tick()})


class _Clock:
    """Moves on by some seconds with each event of a visit."""

    def __init__(self, moment: datetime, rng: np.random.Generator) -> None:
        self.moment, self._rng = moment, rng

    def tick(self) -> str:
        stamp = self.moment.isoformat()
        self.moment += timedelta(seconds=int(self._rng.integers(6, 150)))
        return stamp
