"""Ranks the demo shop's lists by the purchases that were planted to come next."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

import numpy as np

from catalog.models import Product
from recommendations.adapters.candidates import candidates_of
from recommendations.adapters.history import history_of
from recommendations.engine.pipeline import Inputs
from recommendations.engine.pipeline import recommend as rank_and_place
from recommendations.engine.types import AnswerItem, Request
from recommendations.evaluation.metrics.ranking import mean, ndcg_at_k
from recommendations.models import ItemPopularity
from recommendations.selectors.recommend import recommend
from recommendations.selectors.request_context import context_of
from recommendations.services.demo_truth import Truth
from users.events.records import EventRecord
from users.models import Shopper

K = 10
COLD_EVENTS = 3


def ranking_score(truth: Truth, seed: int = 0) -> dict[str, float]:
    """Return NDCG@10 of the next purchases by several lists of the same shoppers.

    As served; "without_llm"; "cold", a session of which only the shopper's last three steps are known; "exact", every
    product of the shop ranked and none left out by retrieval; "popularity"; "random".
    """
    shop = _Shop(truth, np.random.default_rng(seed))
    scores: dict[str, list[float]] = defaultdict(list)
    for shopper, bought in sorted(truth.next_purchases.items()):
        for name, ranked in shop.lists(shopper).items():
            scores[name].append(ndcg_at_k(ranked, bought, K))
    return {name: mean(values) for name, values in scores.items()}


def served_list(shopper: str, now: datetime, k: int, *, with_model: bool = True) -> Sequence[AnswerItem]:
    """Return what the shopper is recommended at a moment, rules apart."""
    request = Request(shopper_id=shopper, k=k, as_of=now, use_language_model=with_model, use_rules=False)
    return recommend(request).items


class _Shop:
    def __init__(self, truth: Truth, chance: np.random.Generator) -> None:
        self.now, self.chance = truth.now, chance
        self.ids = dict(Product.objects.values_list("pk", "external_id"))
        shown = Product.objects.filter(available=True, hidden=False).exclude(stock=0)
        self.showable = sorted(shown.values_list("pk", flat=True))
        popular = ItemPopularity.objects.filter(segment="", product__in=self.showable).order_by("-score")
        self.popular = list(popular.values_list("product", flat=True))
        known = Shopper.objects.filter(external_id__in=truth.next_purchases)
        self.shoppers = dict(known.values_list("external_id", "pk"))

    def lists(self, shopper: str) -> dict[str, list[str]]:
        """Return each list by the name of its figure, best first."""
        gone = set(history_of(self.shoppers[shopper], self.now).not_again)
        rest = [pk for pk in self.showable if pk not in gone]
        return {
            "ndcg_at_10": [item.product_id for item in served_list(shopper, self.now, K)],
            "ndcg_at_10_without_llm": [item.product_id for item in served_list(shopper, self.now, K, with_model=False)],
            "ndcg_at_10_cold": self._cold(shopper, gone),
            "ndcg_at_10_exact": self._exact(shopper, rest),
            "ndcg_at_10_popularity": [self.ids[pk] for pk in self.popular if pk not in gone],
            "ndcg_at_10_random": [self.ids[pk] for pk in self.chance.permutation(rest)],
        }

    def _cold(self, shopper: str, gone: set[int]) -> list[str]:
        session = [
            EventRecord(f"cold-{at}", "", step.type, self.ids[step.item], "", None, "", "", "", step.occurred_at)
            for at, step in enumerate(history_of(self.shoppers[shopper], self.now).steps[:COLD_EVENTS])
        ]
        exclude = tuple(self.ids[pk] for pk in gone)
        request = Request(shopper_id=None, k=K, as_of=self.now, exclude=exclude, use_rules=False)
        return [item.product_id for item in recommend(request, session_events=session).items]

    def _exact(self, shopper: str, rest: Sequence[int]) -> list[str]:
        context = context_of(Request(shopper_id=shopper, use_rules=False), self.now)
        everything = candidates_of(context.scope, rest)
        inputs = Inputs(everything.candidates, everything.profile, context.weights, new_share=context.new_share)
        return [row.scored.item.item_id for row in rank_and_place(inputs, K)]
