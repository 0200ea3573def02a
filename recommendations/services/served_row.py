"""The way that recdash serves, as a row of the shop's evaluation: trained, weighed and asked as of the moment."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from recommendations.engine.ranking.blend import NAMES
from recommendations.engine.ranking.weights import DEFAULT_WEIGHTS
from recommendations.evaluation.runner import Scorer
from recommendations.evaluation.shop import ShopQuestion
from recommendations.services.blend_cases import PastCatalog, PastModel, takings_after
from recommendations.services.judge_window import Past, events_before, shelf_at
from recommendations.services.training_inputs import features_are_read
from recommendations.training.recommender import FloatMatrix, Histories, Progress
from recommendations.training.shop_blend import learn_blend
from recommendations.training.shop_sequences import fit_sequence

USERS_AT_ONCE = 500  # whose events are in memory


def served_scorer(
    asked: ShopQuestion, products: Sequence[int], shoppers: Sequence[int]
) -> Callable[[Progress], Scorer]:
    """Return what trains as the shop would have at the moment, and returns the scores of the asked users, in order.

    Neighbours, popularity and the sequence model know the time before the moment; the weights of the factors are
    learned from what was taken just before it. An item that no source proposes has no score and counts as not found.
    Left out: rules, places for new products, the language model's judgement, weights of placements. `products` are
    the question's items and `shoppers` the keys of its users. Texts, features and stock are those of today.
    """

    def fit(progress: Progress) -> Scorer:
        before = [[step for step in steps if step.occurred_at < asked.moment] for steps in asked.shop]
        content = asked.question.training.content
        assert content is not None
        fitted = fit_sequence(before, content, progress)
        weights: Mapping[str, float] = DEFAULT_WEIGHTS
        if fitted and features_are_read():
            past = PastModel(fitted.before, products, content)
            blend = learn_blend(takings_after(fitted.cut, past, asked.moment), weights)
            weights = blend.weights if blend else weights
        model = PastModel(fitted.weights, products, content) if fitted else None
        catalog = PastCatalog(shelf_at(asked.moment), asked.moment, model)
        return _scorer(
            catalog, weights, products, _pasts([shoppers[user] for user in asked.question.split.users], asked)
        )

    return fit


def _pasts(shoppers: Sequence[int], asked: ShopQuestion) -> Iterator[Past]:
    for start in range(0, len(shoppers), USERS_AT_ONCE):
        some = shoppers[start : start + USERS_AT_ONCE]
        events = events_before(some, asked.moment)
        yield from (Past(shopper, events[shopper], frozenset()) for shopper in some)


def _scorer(
    catalog: PastCatalog, weights: Mapping[str, float], products: Sequence[int], pasts: Iterator[Past]
) -> Scorer:
    vector = np.array([weights.get(name, 0.0) for name in NAMES])
    places = {product: at for at, product in enumerate(products)}

    def scores(histories: Histories) -> FloatMatrix:
        found = np.full((len(histories), len(products)), -np.inf, dtype=np.float32)
        for line in range(len(histories)):
            keys, values = catalog.choice(next(pasts))
            known = [at for at, key in enumerate(keys) if key in places]
            found[line, [places[keys[at]] for at in known]] = (values @ vector)[known]
        return found

    return scores
