"""Axes: round ticks, and where values stand."""

import pytest

from recommendations.dashboard.charts.axis import axis_of


def labels(axis):
    return [tick.label for tick in axis.ticks]


class AxisTests:
    @pytest.mark.parametrize(
        ("values", "ticks"),
        [
            ([0.091, 0.016], ["0", "0.02", "0.04", "0.06", "0.08", "0.1"]),
            ([7.0], ["0", "2", "4", "6", "8"]),
            ([1.0], ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
            ([0.0], ["0", "1"]),
            ([], ["0", "1"]),
        ],
    )
    def test_ticks_are_round_and_hold_all_values(self, values, ticks):
        assert labels(axis_of("x", values, lambda value: f"{value:g}")) == ticks

    def test_axis_starts_near_the_least_value_when_zero_is_not_asked_for(self):
        axis = axis_of("loss", [5.3, 3.76], lambda value: f"{value:g}", from_zero=False)

        assert labels(axis) == ["3.5", "4", "4.5", "5", "5.5"]

    def test_no_tick_stands_between_whole_numbers_when_they_are_counted(self):
        assert labels(axis_of("epoch", [1, 2], lambda value: f"{value:g}", whole=True)) == ["0", "1", "2"]

    def test_value_stands_at_its_share_from_either_end(self):
        axis = axis_of("x", [0.1], lambda value: f"{value:g}")

        assert (axis.at(0.025), axis.down(0.025)) == ("25.00%", "75.00%")
        assert [(tick.at, tick.down) for tick in axis.ticks[:2]] == [("0.00%", "100.00%"), ("20.00%", "80.00%")]

    def test_value_beyond_an_end_stands_at_it(self):
        axis = axis_of("x", [1.0], lambda value: f"{value:g}")

        assert (axis.at(9.0), axis.at(-9.0)) == ("100.00%", "0.00%")
