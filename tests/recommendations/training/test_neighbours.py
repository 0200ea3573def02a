"""Item neighbours, worked out by hand."""

import math

import pytest

from recommendations.training.neighbours import NeighbourConfig, item_neighbours
from tests.recommendations.training.training_cases import act

PLAIN = NeighbourConfig(shrink=0.0)


class ItemNeighboursTests:
    def test_similarity_is_the_cosine_when_two_users_overlap_in_one(self):
        rows = [act(1, 10), act(1, 20), act(2, 10), act(3, 20)]

        assert item_neighbours(rows, PLAIN) == {
            10: [(20, pytest.approx(0.5, rel=1e-6))],  # 1 / (√2 · √2)
            20: [(10, pytest.approx(0.5, rel=1e-6))],
        }

    def test_agreement_is_shrunk_when_few_users_share_it(self):
        rows = [act(user, item) for user in (1, 2, 3) for item in (10, 20)]

        [(_, score)] = item_neighbours(rows)[10]

        assert score == pytest.approx(3 / (3 + 2), rel=1e-6)  # cosine 1, three common users

    def test_weight_counts_by_its_root_when_acts_weigh_differently(self):
        rows = [act(1, 10, 4.0), act(1, 20, 1.0), act(2, 10, 1.0)]

        [(_, score)] = item_neighbours(rows, PLAIN)[10]

        assert score == pytest.approx(2 / math.sqrt(4 + 1), rel=1e-6)  # (2·1) / (√(2² + 1²) · 1)

    def test_acts_add_up_when_a_user_repeats_them(self):
        once = [act(1, 10, 4.0), act(1, 20), act(2, 10)]
        often = [act(1, 10), act(1, 10), act(1, 10), act(1, 10), act(1, 20), act(2, 10)]

        assert item_neighbours(often) == item_neighbours(once)

    def test_act_counts_half_when_it_is_a_half_life_older(self):
        rows = [act(1, 10, days=30), act(1, 20), act(2, 10)]

        [(_, score)] = item_neighbours(rows, PLAIN)[10]

        assert score == pytest.approx(math.sqrt(0.5) / math.sqrt(0.5 + 1), rel=1e-6)

    def test_age_is_counted_from_the_latest_act_when_all_are_old(self):
        rows = [act(1, 10, days=30), act(1, 20), act(2, 10)]
        older = [act(row.user, row.item, days=(30 if row.item == 10 and row.user == 1 else 0) + 500) for row in rows]

        assert item_neighbours(older) == item_neighbours(rows)

    def test_nearest_come_first_and_lower_key_when_equal(self):
        rows = [act(1, item) for item in (40, 30, 20, 10)] + [act(2, 10), act(2, 40)]

        neighbours = item_neighbours(rows, PLAIN)

        assert [item for item, _ in neighbours[10]] == [40, 20, 30]
        assert [item for item, _ in neighbours[20]] == [30, 10, 40]

    def test_most_neighbours_are_kept_when_there_are_more(self):
        rows = [act(1, item) for item in range(1, 8)]

        neighbours = item_neighbours(rows, NeighbourConfig(most=3))

        assert [item for item, _ in neighbours[7]] == [1, 2, 3]

    def test_item_has_no_entry_when_nobody_took_it_with_another(self):
        assert item_neighbours([act(1, 10), act(1, 20), act(2, 30)]).keys() == {10, 20}

    def test_nothing_comes_when_there_are_no_acts(self):
        assert item_neighbours([]) == {}


class ItemNeighboursPerUserTests:
    def test_only_latest_items_count_when_a_user_has_too_many(self):
        rows = [act(1, 10, days=3), act(1, 20, days=2), act(1, 30, days=1)]

        assert item_neighbours(rows, NeighbourConfig(most_per_user=2)).keys() == {20, 30}

    def test_older_act_counts_when_its_item_is_among_the_latest(self):
        few = [act(1, 20, 2.0), act(1, 30), act(2, 20)]
        many = [act(1, 20), act(1, 30), act(1, 20), act(1, 10, days=5), act(2, 20)]

        capped = item_neighbours(many, NeighbourConfig(most_per_user=2))

        assert capped == item_neighbours(few)

    def test_further_item_is_left_out_when_its_key_is_small(self):
        rows = [act(1, 20), act(1, 30), act(1, 1, days=5), act(1, 0, days=6)]

        assert item_neighbours(rows, NeighbourConfig(most_per_user=2)).keys() == {20, 30}
