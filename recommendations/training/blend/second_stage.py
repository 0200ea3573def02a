"""Ranks the head of a blended list anew, by the products of its factors and of what history and item tell together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommendations.evaluation.metrics.next_item import gains_at_k
from recommendations.training.blend.factors import length_terms
from recommendations.training.blend.learning import Choice
from recommendations.training.blend.pairs import PAIR_FACTS, PairFacts
from recommendations.training.blend.products import ProductModel, learn_products
from recommendations.training.recommender import FloatMatrix, Histories

SHORTLIST = 80  # items that are ranked anew
LEAST_USERS = 400  # whose next item is in their shortlist; fewer teach too little for so many weights
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Shortlists:
    """The heads of some users' lists, best first, and what is known of each item in them."""

    items: Integers  # (n_users, n)
    blended: FloatMatrix  # (n_users, n): the scores that made the list
    values: FloatMatrix  # (n_users, n, n_factors + len(PAIR_FACTS))
    terms: FloatMatrix  # (n_users, n_terms)

    @classmethod
    def of(
        cls, total: FloatMatrix, factors: Sequence[FloatMatrix], histories: Histories, facts: PairFacts
    ) -> "Shortlists":
        """Take the first of each row of `total` (n_users, n_items) that are not in the history."""
        open_to = total.copy()
        for row, history in enumerate(histories):
            open_to[row, list(history)] = -np.inf
        longest = max((len(set(history)) for history in histories), default=0)
        n = max(1, min(SHORTLIST, total.shape[1] - longest))
        some = np.argpartition(-open_to, n - 1, axis=1)[:, :n]
        order = np.argsort(-np.take_along_axis(open_to, some, axis=1), axis=1, kind="stable")
        items = np.take_along_axis(some, order, axis=1)
        own = [np.take_along_axis(factor, items, axis=1)[..., None] for factor in factors]
        return cls(
            items,
            np.take_along_axis(total, items, axis=1),
            np.concatenate([*own, facts.columns(histories, items)], axis=2),
            length_terms(np.array([len(history) for history in histories])),
        )

    @classmethod
    def joined(cls, parts: "Sequence[Shortlists]") -> "Shortlists":
        """Return the lists of all parts, each cut to the shortest of them."""
        n = min(part.items.shape[1] for part in parts)
        return cls(
            np.concatenate([part.items[:, :n] for part in parts]),
            np.concatenate([part.blended[:, :n] for part in parts]),
            np.concatenate([part.values[:, :n] for part in parts]),
            np.concatenate([part.terms for part in parts]),
        )

    def with_taken(self, taken: Sequence[int]) -> "tuple[Shortlists, Integers]":
        """Return the lists that hold what their user took, and where in each it stands, from 0."""
        same = self.items == np.asarray(taken, dtype=np.int64)[:, None]
        known = same.any(axis=1)
        return self.of_users(known), same.argmax(axis=1)[known]

    def of_users(self, chosen: Integers | NDArray[np.bool_]) -> "Shortlists":
        return Shortlists(self.items[chosen], self.blended[chosen], self.values[chosen], self.terms[chosen])


def learn_second_stage(lists: Shortlists, places: Integers) -> ProductModel | None:
    """Return a model of what users took from their lists, which stands at `places` (n_users,), from 0.

    None where it ranks them no better than the blend did. That is found out on users whom it did not learn from, each
    half asked of the other: its NDCG@10 has to be greater by more than twice the standard error.
    """
    if len(places) < LEAST_USERS:
        return None
    halves = np.arange(len(places)) % 2
    gains = np.zeros(len(places))
    for half in (0, 1):
        model = _learned(lists.of_users(halves != half), places[halves != half])
        asked, own = lists.of_users(halves == half), places[halves == half]
        anew = model.scores(asked.values, asked.terms)
        gains[halves == half] = gains_at_k(_ranks(anew, own), 10) - gains_at_k(own + 1, 10)
    if gains.mean() <= 2 * gains.std() / np.sqrt(len(gains)):
        return None
    return _learned(lists, places)


def rank_anew(total: FloatMatrix, lists: Shortlists, model: ProductModel) -> FloatMatrix:
    """Return `total` with the lists in the model's order; each stays above all items that were below it."""
    anew = model.scores(lists.values, lists.terms)
    anew = anew - anew.min(axis=1, keepdims=True) + lists.blended[:, -1:]
    found = total.copy()
    np.put_along_axis(found, lists.items, anew.astype(np.float32), axis=1)
    return found


def _learned(lists: Shortlists, places: Integers) -> ProductModel:
    values, rows = lists.values.copy(), np.arange(len(places))
    values[:, 0], values[rows, places] = lists.values[rows, places], lists.values[:, 0]
    real = np.ones(values.shape[:2], dtype=bool)
    rising = [True] * (values.shape[2] - len(PAIR_FACTS)) + [False] * len(PAIR_FACTS)
    return learn_products(Choice(values, real, lists.terms), rising)


def _ranks(scores: FloatMatrix, places: Integers) -> Integers:
    """Return the rank, from 1, of the item that each user took; ties stand before it."""
    own = np.take_along_axis(scores, places[:, None], axis=1)
    ranks: Integers = (scores >= own).sum(axis=1)
    return ranks
