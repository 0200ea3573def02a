"""Steps of a user, as training and serving both read them."""

from datetime import UTC, datetime, timedelta

import pytest

from recommendations.engine.histories import EVENT_TYPES, Step, condensed, gaps_days, type_numbers

NOON = datetime(2026, 6, 30, 12, tzinfo=UTC)


def step(item: int, kind: str = "view", *, hours: float = 0) -> Step:
    return Step(item, kind, NOON + timedelta(hours=hours))


class CondensedTests:
    def test_repeats_in_a_row_are_one_step_when_they_name_one_item(self):
        steps = [step(1), step(1, "purchase", hours=1), step(1, "cart", hours=2), step(2, hours=3), step(1, hours=4)]

        assert condensed(steps) == [step(1, "purchase"), step(2, hours=3), step(1, hours=4)]

    def test_none_is_left_when_there_is_none(self):
        assert condensed([]) == []


class NumbersTests:
    def test_types_are_numbered_by_strength_when_asked(self):
        assert type_numbers([step(1, kind) for kind in EVENT_TYPES]) == [0, 1, 2, 3, 4]

    @pytest.mark.parametrize(("hours", "gaps"), [([], []), ([5], [0.0]), ([0, 12, 12, 60], [0.0, 0.5, 0.0, 2.0])])
    def test_gaps_are_days_since_the_step_before_when_there_are_several(self, hours, gaps):
        assert gaps_days([step(1, hours=hour) for hour in hours]) == gaps
