"""What the latest visit was about, and how fast that passes."""

from datetime import timedelta

import pytest

from tests.users.interests.interest_cases import BLUE, NOW, RED, TEA, catalogue, event, weighed
from users.interests.types import Visiting, Weighted
from users.interests.visiting import latest_visit, visit_themes, with_theme

HOUR = 3600


def row(name: str, *, product: int = 1, seconds: float, weight: float = 1.0) -> Weighted:
    return Weighted(event(name, product=product, seconds=seconds), weight)


SHOP = catalogue({1: {RED: 1.0}, 2: {RED: 1.0, TEA: 1.0}, 3: {BLUE: 1.0}})


class LatestVisitTests:
    def test_visit_ends_where_a_pause_of_half_an_hour_begins(self):
        rows = [row("c", seconds=0), row("b", seconds=1800), row("a", seconds=3601)]

        assert [found.event.event_id for found in latest_visit(rows)] == ["c", "b"]

    def test_there_is_none_when_there_are_no_events(self):
        assert latest_visit([]) == []


class ThemesTests:
    def test_theme_is_what_several_events_of_the_visit_share(self):
        rows = [row("c", product=2, seconds=0), row("b", product=1, seconds=60), row("a", product=3, seconds=9999)]

        assert visit_themes(rows, SHOP) == {RED: Visiting(1.0, NOW)}

    def test_single_look_is_no_theme(self):
        assert visit_themes([row("c", product=2, seconds=0)], SHOP) == {}
        assert visit_themes([], SHOP) == {}

    def test_strongest_three_are_themes_when_there_are_more(self):
        features = {("function", "function", name): 1.0 for name in "abcd"}
        rows = [weighed("x", 1.0), weighed("y", 1.0)]

        themes = visit_themes(rows, catalogue({1: features}))

        assert [key[2] for key in themes] == ["a", "b", "c"]


class WithThemeTests:
    @pytest.mark.parametrize(
        ("weight", "strength", "hours", "now"),
        [
            (0.0, 1.0, 0, 0.9),
            (0.5, 1.0, 0, 0.95),
            (0.5, 0.5, 0, 0.725),
            (0.5, 1.0, 3, 0.725),
            (0.5, 1.0, 6, 0.6125),
            (1.0, 1.0, 0, 1.0),
        ],
    )
    def test_visit_fills_most_of_what_lacks_and_halves_in_three_hours(self, weight, strength, hours, now):
        theme = Visiting(strength, NOW)

        assert with_theme(weight, theme, NOW + timedelta(hours=hours)) == pytest.approx(now)

    def test_nothing_is_left_after_a_day(self):
        assert with_theme(0.5, Visiting(1.0, NOW), NOW + timedelta(days=1)) == 0.5
