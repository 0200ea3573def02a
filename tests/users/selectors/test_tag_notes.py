"""What staff read of an interest besides its weight."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories import InterestTagFactory
from users.interests.traits import traits_to_json
from users.interests.types import Loyalty, Repeat, Season, Traits, Visiting
from users.selectors.tag_notes import tag_notes

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 30, tzinfo=UTC)
DAY = timedelta(days=1)


def notes(traits: Traits, *, days: float = 0) -> list[str]:
    return tag_notes(InterestTagFactory.build(traits=traits_to_json(traits)), NOW + days * DAY)


class TagNotesTests:
    def test_there_are_none_when_nothing_is_known(self):
        assert notes(Traits()) == []

    def test_latest_visit_is_told_until_it_faded(self):
        visit = Traits(visiting=Visiting(1.0, NOW))

        assert [notes(visit, days=days) for days in (0.1, 2)] == [["in the latest visit"], []]

    @pytest.mark.parametrize(
        ("days", "told"),
        [
            (1, "bought lately, every 20 days"),
            (12, "bought lately, every 20 days"),
            (17, "due again, bought every 20 days"),
            (40, "was bought every 20 days"),
        ],
    )
    def test_refill_is_told_by_its_phase(self, days, told):
        assert notes(Traits(repeat=Repeat(NOW, 19.8, (0.5, 1.0, 1.5, 1.0))), days=days) == [told]

    def test_season_is_told_by_its_months_or_weekdays(self):
        winter = Season("month", (2.0, *[1.0] * 10, 1.5))
        fridays = Season("weekday", (1.0, 1.0, 1.0, 1.0, 1.3, 1.0, 1.0))
        quiet = Season("month", (0.5, *[1.0] * 11))

        assert [notes(Traits(season=season)) for season in (winter, fridays, quiet)] == [
            ["stronger in season: January, December"],
            ["stronger in season: Friday"],
            [],
        ]

    def test_what_passes_soonest_comes_first(self):
        traits = Traits(visiting=Visiting(1.0, NOW), loyalty=Loyalty(3, 4))

        assert notes(traits) == ["in the latest visit", "loyal: 3 of 4 purchases"]
