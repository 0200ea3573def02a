"""What shoppers buy in the two weeks after now, from the same preferences as before."""

from datetime import datetime, timedelta

import numpy as np

from recommendations.demo.affinity import choice_shares, leaf_shares
from recommendations.demo.draws import chance, pick_weighted
from recommendations.demo.visits import Visitor

BUYER_SHARE = 0.92
SHARPNESS = 1.25  # people think longer about buying than about looking
HORIZON_DAYS = 14


def next_purchases(visitor: Visitor, *, now: datetime, rng: np.random.Generator) -> list[str]:
    """Draw the ids a shopper buys within 14 days after `now`, in order: sellable, never bought before."""
    if visitor.person.kind == "bot" or not chance(rng, BUYER_SHARE):
        return []
    moment = now + timedelta(days=HORIZON_DAYS / 2)
    taken: list[int] = []
    owned = visitor.bought.copy()
    for _ in range(pick_weighted(rng, (1, 2, 3), (4, 4, 2))):
        shares = leaf_shares(visitor.person.taste_at(moment), moment)
        leaf = pick_weighted(rng, list(shares), list(shares.values()))
        allowed = (visitor.shelf.leaf == leaf) & visitor.shelf.sellable & ~owned
        if allowed.any():
            utility = visitor.utility(moment) * SHARPNESS
            taken.append(int(rng.choice(len(owned), p=choice_shares(utility, allowed))))
    return [visitor.shelf.ids[product] for product in taken]
