"""Finds of several sources become one item each."""

from hypothesis import given
from hypothesis import strategies as st

from recommendations.engine.retrieval.merge import Found, Merged, merge

finds = st.dictionaries(
    st.sampled_from(["interest", "together", "popular"]),
    st.lists(st.builds(Found, st.integers(1, 9), st.floats(0, 1), st.text(max_size=3)), max_size=12),
)


class MergeTests:
    def test_scores_stand_side_by_side_when_two_sources_find_an_item(self):
        merged = merge({"together": [Found(1, 0.4, "product:9")], "popular": [Found(1, 0.7), Found(2, 0.1)]})

        assert merged == {
            1: Merged(1, {"together": 0.4, "popular": 0.7}, {"together": "product:9", "popular": ""}),
            2: Merged(2, {"popular": 0.1}, {"popular": ""}),
        }

    def test_better_find_counts_with_its_ground_when_a_source_finds_an_item_twice(self):
        weak, strong = Found(1, 0.4, "weak"), Found(1, 0.7, "strong")

        for rows in ([weak, strong], [strong, weak]):
            assert merge({"interest": rows}) == {1: Merged(1, {"interest": 0.7}, {"interest": "strong"})}

    def test_first_find_counts_when_two_are_equally_good(self):
        rows = [Found(1, 0.4, "first"), Found(1, 0.4, "second")]

        assert merge({"interest": rows})[1].because == {"interest": "first"}

    def test_find_counts_when_its_score_is_zero(self):
        assert merge({"new": [Found(1, 0.0)]}) == {1: Merged(1, {"new": 0.0}, {"new": ""})}

    def test_nothing_comes_when_no_source_finds_anything(self):
        assert merge({"interest": [], "popular": []}) == {}

    def test_items_come_in_the_order_of_the_sources_when_merged(self):
        merged = merge({"together": [Found(5, 0.1), Found(3, 0.9)], "popular": [Found(4, 1.0), Found(3, 1.0)]})

        assert list(merged) == [5, 3, 4]

    @given(finds)
    def test_best_of_each_source_is_kept_when_finds_are_any(self, found):
        expected: dict[int, dict[str, float]] = {}
        for source, rows in found.items():
            for pk in {row.pk for row in rows}:
                expected.setdefault(pk, {})[source] = max(row.score for row in rows if row.pk == pk)

        merged = merge(found)

        assert {pk: dict(row.scores) for pk, row in merged.items()} == expected
        assert all(row.because.keys() == row.scores.keys() and row.pk == pk for pk, row in merged.items())
        for row in merged.values():
            for source, words in row.because.items():
                assert Found(row.pk, row.scores[source], words) in found[source]
