"""A shop whose clicks are known: attention falls with the place, and each item pleases each shopper so much."""

from dataclasses import dataclass

import numpy as np

from recommendations.engine.reranking.exploration import Uncertain, explore
from recommendations.experiments.replay.log import LoggedList

K, POOL = 10, 6


@dataclass
class Shop:
    """`appeal` (n_shoppers, n_items) is the click rate at full attention; lists follow `guess`, a noisy sight of it."""

    appeal: np.ndarray
    guess: np.ndarray
    looks: np.ndarray  # (K,)

    def ranked(self, shopper, boost=None):
        return np.argsort(-(self.guess[shopper] * (1.0 if boost is None else boost)), kind="stable")

    def worth(self, shopper, items):
        return float((self.looks[: len(items)] * self.appeal[shopper, items]).sum())


def shop(*, seed, shoppers=200, items=60, looks=None):
    draw = np.random.default_rng(seed)
    appeal = draw.beta(2, 20, (shoppers, items)) * draw.lognormal(0, 0.4, items)
    guess = appeal * draw.lognormal(0, 0.6, appeal.shape)
    return Shop(appeal.clip(0, 0.9), guess, 1 / np.log2(np.arange(2, K + 2)) if looks is None else looks)


def traffic(made, *, seed, lists=1000, share=0.2):
    """Return logged lists of random shoppers with explored places, and their clicks."""
    draw = np.random.default_rng(seed)
    logged = []
    for number in range(lists):
        shopper = int(draw.integers(len(made.appeal)))
        order = made.ranked(shopper).tolist()
        pool = [Uncertain(item) for item in order[K : K + POOL]]
        shown = explore(order[:K], pool, share=share, request_id=f"{seed}-{number}")
        clicked = draw.random(K) < made.looks * made.appeal[shopper, list(shown.items)]
        rewards = {item: 1.0 for item, hit in zip(shown.items, clicked.tolist(), strict=True) if hit}
        logged.append(LoggedList(str(shopper), shown.base, shown.items, rewards, frozenset(), shown.pool, shown.kept))
    return logged
