"""Item neighbours against the same formula in plain loops."""

import math
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.training.neighbours import NeighbourConfig, item_neighbours
from tests.recommendations.training.training_cases import histories

configs = st.builds(
    NeighbourConfig,
    most=st.integers(1, 12),
    half_life_days=st.sampled_from([7.0, 30.0]),
    shrink=st.sampled_from([0.0, 2.0]),
    most_per_user=st.integers(1, 6),
)


def brute_force(rows, config: NeighbourConfig) -> dict[int, dict[int, float]]:
    """Cosine of decayed user vectors, pair by pair."""
    latest = max(row.occurred_at for row in rows)
    kept: dict[int, list[int]] = defaultdict(list)  # user → latest distinct items
    for row in sorted(rows, key=lambda row: row.occurred_at, reverse=True):
        if row.item not in kept[row.user] and len(kept[row.user]) < config.most_per_user:
            kept[row.user].append(row.item)
    vectors: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))  # item → user → weight
    for row in rows:
        if row.item in kept[row.user]:
            age = (latest - row.occurred_at).total_seconds() / 86_400
            vectors[row.item][row.user] += row.weight * 2 ** (-age / config.half_life_days)
    return {
        one: {other: score for other in vectors if other != one and (score := _cosine(vectors, one, other, config)) > 0}
        for one in vectors
    }


def _cosine(vectors, one: int, other: int, config: NeighbourConfig) -> float:
    common = vectors[one].keys() & vectors[other].keys()
    dot = sum(math.sqrt(vectors[one][user] * vectors[other][user]) for user in common)
    lengths = math.sqrt(sum(vectors[one].values()) * sum(vectors[other].values()))
    return dot / lengths * len(common) / (len(common) + config.shrink) if common else 0.0


class NeighboursReferenceTests:
    @given(rows=histories.filter(bool), config=configs)
    def test_scores_are_those_of_plain_loops_when_histories_are_any(self, rows, config):
        expected = brute_force(rows, config)

        neighbours = item_neighbours(rows, config)

        assert neighbours.keys() == {item for item, others in expected.items() if others}
        for item, found in neighbours.items():
            assert len(found) == min(config.most, len(expected[item]))
            assert dict(found) == pytest.approx({other: expected[item][other] for other, _ in found}, rel=1e-4)
            weakest = min(score for _, score in found)
            left_out = [score for other, score in expected[item].items() if other not in dict(found)]
            assert all(score <= weakest * (1 + 1e-4) for score in left_out)

    @given(rows=histories, config=configs)
    def test_lists_are_ordered_in_range_and_never_hold_the_item_itself_when_histories_are_any(self, rows, config):
        for item, found in item_neighbours(rows, config).items():
            scores = [score for _, score in found]
            assert scores == sorted(scores, reverse=True)
            assert all(0 < score <= 1 for score in scores)
            assert len({item, *(other for other, _ in found)}) == len(found) + 1

    @given(rows=histories)
    def test_likeness_is_mutual_when_all_neighbours_are_kept(self, rows):
        neighbours = {item: dict(found) for item, found in item_neighbours(rows).items()}

        for item, found in neighbours.items():
            assert found == pytest.approx({other: neighbours[other][item] for other in found}, rel=1e-5)

    @given(rows=histories, config=configs)
    def test_result_is_equal_when_acts_come_in_another_order(self, rows, config):
        first = item_neighbours(rows, config)
        again = item_neighbours(rows[::-1], config)

        assert again.keys() == first.keys()
        for item, found in first.items():
            assert [score for _, score in again[item]] == pytest.approx([score for _, score in found], rel=1e-5)
