"""What an event weighs: its type, its age, and whether the shopper stayed."""

import pytest
from hypothesis import given

from tests.users.interests.interest_cases import KINDS, NOW, event, histories
from users.interests.weighting import WeightingConfig, weighted

DAY = 86_400
CONFIG = WeightingConfig()


class WeightedTests:
    @pytest.mark.parametrize(
        ("kind", "expected"),
        [
            ("view", 0.4),  # a visit of one look
            ("click", 0.4),
            ("search", 2.0),
            ("like", 3.0),
            ("cart", 3.0),
            ("purchase", 4.0),
            ("dismiss", -3.0),
            ("wish", 0.0),
        ],
    )
    def test_type_decides_when_an_event_is_of_now(self, kind, expected):
        [row] = weighted([event("a", kind)], now=NOW)

        assert row.weight == pytest.approx(expected)

    @pytest.mark.parametrize(("days", "share"), [(0, 1), (15, 0.5**0.5), (30, 0.5), (60, 0.25), (90, 0.125)])
    def test_weight_halves_every_thirty_days_when_events_age(self, days, share):
        [row] = weighted([event("a", "purchase", seconds=days * DAY)], now=NOW)

        assert row.weight == pytest.approx(4.0 * share)

    def test_dismissal_decays_as_well_when_it_is_old(self):
        [row] = weighted([event("a", "dismiss", seconds=30 * DAY)], now=NOW)

        assert row.weight == pytest.approx(-1.5)

    def test_look_counts_fully_when_the_visit_goes_on(self):
        rows = weighted([event("a", product=1, seconds=60), event("b", product=2)], now=NOW)

        assert [row.weight for row in rows] == pytest.approx([1.0, 1.0], abs=1e-4)

    def test_look_counts_as_a_bounce_when_the_rest_of_the_visit_were_reloads(self):
        [row] = weighted([event("a", seconds=20), event("b", seconds=10), event("c")], now=NOW)

        assert row.weight == pytest.approx(0.4, abs=1e-4)

    def test_given_weights_count_when_given(self):
        config = WeightingConfig(type_weights={"view": 8.0}, half_life_days=1.0, bounce=0.5)

        [row] = weighted([event("a", seconds=DAY)], now=NOW, config=config)

        assert row.weight == pytest.approx(8 * 0.5 * 0.5)

    @given(histories)
    def test_latest_comes_first_and_none_weighs_more_than_its_type_when_history_is_any(self, events):
        rows = weighted(events, now=NOW)

        times = [row.event.occurred_at for row in rows]
        assert times == sorted(times, reverse=True)
        assert all(time <= NOW for time in times)
        for row in rows:
            assert row.event.type in set(KINDS) - {"impression"}
            assert abs(row.weight) <= abs(CONFIG.type_weights[row.event.type])
            assert (row.weight < 0) == (row.event.type == "dismiss")
