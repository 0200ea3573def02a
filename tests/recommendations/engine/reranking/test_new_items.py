"""Places kept for new items."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.engine.reranking.new_items import with_new_items


class NewItemsTests:
    def test_best_new_item_gets_the_tenth_place_when_a_tenth_is_kept(self):
        placed, moved = with_new_items([*range(1, 31)], [25, 28], 0.1, 20)

        assert placed[:10] == [*range(1, 10), 25]
        assert placed[19] == 28
        assert placed[20:] == [19, 20, 21, 22, 23, 24, 26, 27, 29, 30]
        assert moved == {25, 28}

    def test_nothing_moves_when_ranking_brought_a_new_item_itself(self):
        placed, moved = with_new_items([*range(1, 21)], [3, 15], 0.1, 10)

        assert (placed, moved) == (list(range(1, 21)), frozenset())

    def test_new_item_stays_at_its_rank_when_that_is_the_place(self):
        placed, moved = with_new_items([*range(1, 21)], [10], 0.1, 10)

        assert (placed, moved) == (list(range(1, 21)), frozenset())

    def test_new_item_comes_when_ranking_had_no_room_for_it(self):
        placed, moved = with_new_items([1, 2], [9], 0.5, 2)

        assert (placed, moved) == ([1, 9, 2], frozenset({9}))

    @pytest.mark.parametrize("share", [0.0, 0.1, 0.5])
    def test_list_is_as_ranked_when_nothing_is_new(self, share):
        assert with_new_items([4, 5, 6], [], share, 3)[0] == [4, 5, 6]

    @given(
        st.lists(st.integers(1, 40), unique=True, max_size=40),
        st.integers(0, 40),
        st.sampled_from([0.0, 0.1, 0.25, 0.5]),
        st.integers(0, 30),
    )
    def test_no_item_is_lost_or_doubled_and_others_keep_their_order(self, items, count, share, length):
        new = items[::-1][:count][::-1]

        placed, moved = with_new_items(items, new, share, length)

        assert sorted(placed) == sorted(items)
        assert moved <= set(new)
        assert [pk for pk in placed if pk not in moved] == [pk for pk in items if pk not in moved]
        head = placed[:length]
        assert sum(pk in set(new) for pk in head) >= min(int(len(head) * share + 1e-9), len(new))
