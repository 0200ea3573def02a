"""Lines, points and bars: where their marks stand, and that a table says the same."""

from itertools import pairwise

import pytest

from recommendations.dashboard.charts.bars import BarWords, Bucket, Value, bar_chart
from recommendations.dashboard.charts.lines import LineWords, line_chart
from recommendations.dashboard.charts.scatter import NEAR_Y, Named, ScatterWords, scatter_chart


def written(value: float) -> str:
    return f"{value:.2f}"


LINE = LineWords("curve", "Accuracy", "epoch", "NDCG@10", written, "best 0.10")
SCATTER = ScatterWords("scatter", "Both", "up is better", "model", "coverage", "NDCG@10", written, written)
BARS = BarWords("bars", "By length", "intervals", ["bucket", "n", "model", "NDCG@10", "interval"], written)


class LineChartTests:
    def test_points_stand_on_both_axes(self):
        chart = line_chart([(4, 0.05), (8, 0.1)], LINE, best=1, from_zero=True)

        assert chart.path == "50.00,50.00 100.00,0.00"
        assert [(dot.x, dot.y, dot.best) for dot in chart.dots] == [
            ("50.00%", "50.00%", False),
            ("100.00%", "0.00%", True),
        ]
        assert chart.dots[0].words == "epoch 4: NDCG@10 0.05"

    def test_reference_is_on_the_picture_when_the_line_lies_below_it(self):
        chart = line_chart([(4, 0.05), (8, 0.1)], LINE, reference=(0.2, "popularity"), from_zero=True)

        assert (chart.reference.y, chart.reference.words, chart.y.high) == ("0.00%", "popularity", 0.2)

    def test_table_has_every_point(self):
        chart = line_chart([(4, 0.05), (8, 0.1)], LINE)

        assert (chart.head, chart.rows) == (["epoch", "NDCG@10"], [["4", "0.05"], ["8", "0.10"]])

    def test_dots_are_small_when_points_are_many(self):
        few, many = (line_chart([(at, 1.0) for at in range(count)], LINE) for count in (30, 31))

        assert (few.dense, many.dense) == (False, True)


class ScatterChartTests:
    def test_points_are_named_on_the_side_with_room(self):
        chart = scatter_chart([Named("a", 0.1, 0.1), Named("b", 1.0, 0.05, chosen=True)], SCATTER)

        assert [(spot.name, spot.left, spot.chosen) for spot in chart.spots] == [("a", False, False), ("b", True, True)]
        assert chart.rows == [["a", "0.10", "0.10"], ["b", "1.00", "0.05"]]

    def test_names_do_not_cover_each_other_when_points_lie_close(self):
        points = [Named(name, 0.7, 0.5 + 0.001 * at) for at, name in enumerate("abcd")]

        heights = sorted(
            float(spot.name_y.rstrip("%")) for spot in scatter_chart([*points, Named("e", 1, 1)], SCATTER).spots
        )

        gaps = [below - above for above, below in pairwise(heights)]
        assert min(gaps) == pytest.approx(NEAR_Y * 100)

    def test_names_stay_beside_their_points_when_these_lie_apart(self):
        chart = scatter_chart([Named("a", 0.0, 0.5), Named("b", 1.0, 0.5)], SCATTER)

        assert [spot.name_y for spot in chart.spots] == [spot.y for spot in chart.spots]

    def test_names_stay_in_the_picture_when_points_lie_at_its_edge(self):
        chart = scatter_chart([Named(name, 0.0, 0.0) for name in "abc"], SCATTER)

        assert max(float(spot.name_y.rstrip("%")) for spot in chart.spots) == 100


class BarChartTests:
    def test_groups_share_one_scale_and_the_best_stands_out(self):
        first = Bucket("1–3", "9 shoppers", [Value("a", 0.1, 0.0, 0.2), Value("b", 0.05, 0.0, 0.1)])
        second = Bucket("4–6", "5 shoppers", [Value("a", 0.0, 0.0, 0.0), Value("b", 0.0, 0.0, 0.0)])

        chart = bar_chart([first, second], BARS)

        assert [bar.width for group in chart.groups for bar in group.bars] == ["25.00%", "12.50%", "0.00%", "0.00%"]
        assert [bar.best for group in chart.groups for bar in group.bars] == [True, False, False, False]
        assert (chart.groups[0].bars[0].low, chart.groups[0].bars[0].high) == ("36.00%", "86.00%")

    def test_table_has_every_bar_with_its_interval(self):
        chart = bar_chart([Bucket("1–3", "9 shoppers", [Value("a", 0.1, 0.0, 0.2)])], BARS)

        assert chart.rows == [["1–3", "9 shoppers", "a", "0.10", "0.00 … 0.20"]]

    def test_chart_is_empty_when_there_is_no_bucket(self):
        assert bar_chart([], BARS).groups == []
