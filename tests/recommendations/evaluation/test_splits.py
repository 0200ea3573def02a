"""Tests of what models may learn from and what they are asked."""

from recommendations.evaluation.splits import global_temporal, leave_last_out, random_split, refit_sequences

SEQUENCES = [[1, 2, 3, 4], [5, 6], [7, 8, 9]]


class LeaveLastOutTests:
    def test_last_item_is_asked_with_all_before_it_when_testing(self):
        split = leave_last_out(SEQUENCES)

        assert split.train == [[1, 2], [5, 6], [7]]
        assert split.held_out == [3, -1, 8]
        assert (split.users, split.histories, split.targets) == ([0, 2], [[1, 2, 3], [7, 8]], [4, 9])

    def test_last_but_one_is_asked_with_the_training_part_when_validating(self):
        split = leave_last_out(SEQUENCES, "valid")

        assert (split.histories, split.targets) == ([[1, 2], [7]], [3, 8])

    def test_refit_keeps_the_test_items_out(self):
        assert refit_sequences(SEQUENCES) == [[1, 2, 3], [5, 6], [7, 8]]


class GlobalTemporalTests:
    def test_nothing_after_the_moment_is_learned_from(self):
        split = global_temporal([[1, 2, 3], [4, 5], [6]], [[0, 1, 8], [2, 3], [9]], share=1 / 3)

        assert split.train == [[1], [4], []]
        assert split.held_out == [2, 5, -1]
        assert (split.users, split.histories, split.targets) == ([0], [[1, 2]], [3])


class RandomSplitTests:
    def test_every_item_is_kept_or_asked(self):
        kept, asked = random_split([list(range(8)), [1]], share=0.25, seed=1)

        assert [len(row) for row in asked] == [2, 0]
        assert sorted(kept[0] + asked[0]) == list(range(8))
        assert kept[1] == [1]
