"""Sparse products in blocks, and what they take at 100,000 items."""

import tracemalloc

import numpy as np
import pytest
from scipy import sparse

from recommendations.training import neighbours
from recommendations.training.linear import blocks
from recommendations.training.linear.blocks import bounded_gram, bounded_product, keep_largest, row_blocks
from recommendations.training.linear.ease import Ease, EaseConfig
from recommendations.training.linear.item_knn import DecayedItemKNN
from recommendations.training.neighbours import item_neighbours, neighbour_pairs
from recommendations.training.recommender import TrainingData
from tests.recommendations.training.training_cases import act

MEGABYTE = 1 << 20
N_ITEMS = 100_000


def random_matrix(rows: int, columns: int, density: float = 0.2) -> sparse.csr_matrix:
    return sparse.random(rows, columns, density, format="csr", rng=np.random.default_rng(0))


def large_shop(users: int = 6_000, length: int = 12) -> np.ndarray:
    """Return (users, length) items, a few of them very popular, and each user's near one another."""
    chance = np.random.default_rng(0)
    popular = (chance.pareto(1.2, (users, length)) * 50).astype(np.int64)
    near = chance.integers(0, N_ITEMS, (users, 1)) + chance.integers(0, 300, (users, length))
    return np.where(chance.random((users, length)) < 0.3, popular, near) % N_ITEMS


class RowBlocksTests:
    def test_blocks_have_few_entries_or_one_row(self):
        assert list(row_blocks(np.array([3, 1, 1, 9, 2, 2, 1]), 5)) == [
            slice(0, 3),
            slice(3, 4),
            slice(4, 7),
        ]

    def test_there_are_none_without_rows(self):
        assert list(row_blocks(np.zeros(0, dtype=np.int64), 5)) == []


class KeepLargestTests:
    def test_largest_stay_and_the_first_column_of_equal_ones(self):
        matrix = sparse.csr_matrix(np.array([[1.0, 3, 2, 3], [0, 0, 0, 0], [4, 4, 4, 0]]))

        kept = keep_largest(matrix, 2).toarray()

        assert kept.tolist() == [[0, 3, 0, 3], [0, 0, 0, 0], [4, 4, 0, 0]]


class BoundedProductTests:
    def test_product_is_whole_when_it_is_small(self):
        left, right = random_matrix(30, 8), random_matrix(30, 9)

        np.testing.assert_allclose(
            bounded_product(left, right, at_least=1).toarray(), (left.T @ right).toarray(), atol=1e-12
        )

    def test_rows_keep_their_largest_when_it_is_large(self, monkeypatch):
        monkeypatch.setattr(blocks, "AT_ONCE", 7)
        left, right = random_matrix(30, 8), random_matrix(30, 9)

        found = bounded_product(left, right, at_least=2, most_pairs=20).toarray()

        whole = (left.T @ right).toarray()
        expected = np.where(whole >= np.sort(whole, axis=1)[:, [-2]], whole, 0)
        np.testing.assert_allclose(found, expected, atol=1e-12)

    def test_gram_stays_symmetric_with_its_diagonal(self):
        matrix = random_matrix(40, 10)

        found = bounded_gram(matrix, at_least=2, most_pairs=5).toarray()

        whole = (matrix.T @ matrix).toarray()
        np.testing.assert_allclose(found, found.T)
        np.testing.assert_allclose(np.diag(found), np.diag(whole))
        assert (found == 0).sum() > 0
        np.testing.assert_allclose(found[found > 0], whole[found > 0])


class BlockedModelsTests:
    @pytest.mark.parametrize("at_once", [1, 10, 100])
    def test_neighbours_are_the_same_in_blocks_of_any_size(self, monkeypatch, at_once):
        chance = np.random.default_rng(1)
        rows = [act(int(user), int(item)) for user, item in chance.integers(0, 12, (90, 2))]
        whole = item_neighbours(rows)

        monkeypatch.setattr(neighbours, "AT_ONCE", at_once)

        assert item_neighbours(rows) == whole

    def test_ease_on_pruned_pairs_is_near_the_dense_form(self, monkeypatch):
        chance = np.random.default_rng(2)
        themes = chance.integers(0, 6, 600)
        sequences = [(theme * 10 + chance.choice(10, 4, replace=False)).tolist() for theme in themes]
        data = TrainingData(sequences, n_items=60)
        dense, pruned = Ease(EaseConfig(ridge=20.0)), Ease(EaseConfig(ridge=20.0, dense_up_to=0, most=12))
        dense.fit(data)

        monkeypatch.setattr("recommendations.training.linear.ease.bounded_gram", _pruning)
        pruned.fit(data)

        np.testing.assert_allclose(pruned.weights.toarray(), dense.weights, atol=2e-3)


class MemoryTests:
    """A dense matrix of these items would take 40 GB."""

    def test_neighbours_of_many_items_take_little_memory(self):
        users = large_shop()
        rows = [act(user, item) for user, items in enumerate(users.tolist()) for item in items]

        peak, pairs = measured(lambda: neighbour_pairs(rows))

        assert len(pairs.items) > N_ITEMS
        assert peak < 500 * MEGABYTE

    def test_item_knn_of_many_items_takes_little_memory(self):
        model = DecayedItemKNN()

        peak, _ = measured(lambda: model.fit(TrainingData(large_shop().tolist(), N_ITEMS)))

        assert peak < 500 * MEGABYTE

    def test_ease_of_many_items_takes_little_memory(self):
        model = Ease(EaseConfig(most=20))

        peak, _ = measured(lambda: model.fit(TrainingData(large_shop(200).tolist(), N_ITEMS)))

        assert model.weights.shape == (N_ITEMS, N_ITEMS)
        assert model.weights.nnz > 0
        assert peak < 500 * MEGABYTE


def measured(run):
    tracemalloc.start()
    try:
        result = run()
        return tracemalloc.get_traced_memory()[1], result
    finally:
        tracemalloc.stop()


def _pruning(matrix, *, at_least):
    return bounded_gram(matrix, at_least=at_least, most_pairs=60 * 12)
