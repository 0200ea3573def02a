"""A choice model of columns and of their products."""

import numpy as np
import pytest

from recommendations.training.blend.learning import Choice
from recommendations.training.blend.products import learn_products, with_products

USERS, ITEMS = 600, 6


def choices(value, seed=0) -> Choice:
    """Users who take the item of greatest `value`, a function of two columns; it stands first."""
    values = np.random.default_rng(seed).normal(size=(USERS, ITEMS, 2)).astype(np.float32)
    best = value(values).argmax(axis=1)
    rows = np.arange(USERS)
    values[rows, 0], values[rows, best] = values[rows, best].copy(), values[rows, 0].copy()
    return Choice(values, np.ones((USERS, ITEMS), dtype=bool), np.ones((USERS, 1), dtype=np.float32))


def right(model, asked: Choice) -> float:
    return float((model.scores(asked.values, asked.terms).argmax(axis=1) == 0).mean())


class LearnProductsTests:
    @pytest.mark.parametrize(
        "value",
        [lambda v: v[..., 0] * v[..., 1], lambda v: -(v[..., 0] ** 2), lambda v: v[..., 0] + v[..., 1]],
        ids=["product", "square", "sum"],
    )
    def test_finds_what_users_go_by(self, value):
        model = learn_products(choices(value), [True, True])

        assert right(model, choices(value, seed=1)) > 0.9

    def test_column_that_is_rising_never_lowers_a_score_by_itself(self):
        def value(v):
            return -v[..., 0]

        held, free = (learn_products(choices(value), [rising, True]) for rising in (True, False))

        assert held.weights[0, 0] == 0.0
        assert free.weights[0, 0] < 0.0

    def test_places_that_are_not_real_teach_nothing(self):
        choice = choices(lambda v: v[..., 0])
        padded = Choice(
            np.concatenate([choice.values, np.full((USERS, 2, 2), 1e6, dtype=np.float32)], axis=1),
            np.concatenate([choice.real, np.zeros((USERS, 2), dtype=bool)], axis=1),
            choice.terms,
        )

        np.testing.assert_allclose(
            learn_products(padded, [True, True]).weights, learn_products(choice, [True, True]).weights, atol=1e-2
        )

    def test_columns_weigh_alike_and_products_nothing_when_there_are_few_users(self):
        choice = choices(lambda v: v[..., 0])
        few = Choice(choice.values[:5], choice.real[:5], choice.terms[:5])

        assert learn_products(few, [True, True]).weights.tolist() == [[0.5, 0.5, 0.0, 0.0, 0.0]]


class WithProductsTests:
    def test_each_pair_is_there_once(self):
        assert with_products(np.array([2.0, 3.0, 5.0], dtype=np.float32)).tolist() == [2, 3, 5, 4, 6, 10, 9, 15, 25]
