"""Weights at a moment: visits fade, refills come due, months turn."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.users.interests.interest_cases import NOW
from users.interests.traits import traits_from_json, traits_to_json
from users.interests.types import NO_TRAITS, Loyalty, Repeat, Season, Traits, Visiting
from users.interests.weights_now import changes_at, weights_now

DAY = timedelta(days=1)
FACTORS = (0.4, 0.9, 1.5, 0.8)
REFILL = Traits(measured_at=NOW, repeat=Repeat(NOW, 20.0, FACTORS))
VISIT = Traits(measured_at=NOW, visiting=Visiting(1.0, NOW))
WINTER = Traits(measured_at=NOW, season=Season("month", (2.0, *[1.0] * 10, 2.0)))  # now is 30 June
MONDAYS = Traits(measured_at=NOW, season=Season("weekday", (1.3, *[1.0] * 6)))


class WeightsNowTests:
    def test_lasting_weights_stay_when_nothing_passes(self):
        assert weights_now([(1.0, NO_TRAITS), (0.5, Traits(loyalty=Loyalty(2, 2)))], NOW) == [1.0, 0.5]

    def test_strongest_has_one_when_all_are_damped(self):
        assert weights_now([(1.0, REFILL), (0.5, REFILL)], NOW) == [1.0, 0.5]

    def test_refill_is_damped_after_the_purchase_and_raised_when_it_is_due(self):
        by_day = [weights_now([(0.5, REFILL), (1.0, NO_TRAITS)], NOW + days * DAY)[0] for days in (1, 12, 18, 40)]

        assert by_day == pytest.approx([0.2, 0.45, 0.75, 0.4])

    def test_other_interests_weigh_less_when_a_refill_is_due(self):
        assert weights_now([(1.0, REFILL), (0.6, NO_TRAITS)], NOW + 20 * DAY) == pytest.approx([1.0, 0.4])

    def test_theme_of_the_visit_leads_until_it_fades(self):
        tags = [(0.1, VISIT), (0.5, NO_TRAITS)]

        assert weights_now(tags, NOW) == pytest.approx([1.0, 0.5 / 0.91])
        assert weights_now(tags, NOW + 7 * DAY) == pytest.approx([0.2, 1.0])

    def test_season_raises_when_its_months_come(self):
        tags = [(0.4, WINTER), (1.0, NO_TRAITS)]

        assert [weights_now(tags, datetime(2026, month, 1, tzinfo=UTC))[0] for month in (7, 12)] == [0.4, 0.8]

    def test_there_are_none_when_there_are_no_tags(self):
        assert weights_now([], NOW) == []
        assert weights_now([(0.0, NO_TRAITS)], NOW) == [0.0]


class ChangesAtTests:
    def test_weight_never_changes_when_nothing_passes(self):
        assert changes_at(NO_TRAITS, NOW) is None
        assert changes_at(Traits(repeat=Repeat(NOW, 20.0, (1.0, 1.0, 1.0, 1.0))), NOW) is None

    def test_visit_is_counted_anew_each_hour_until_it_faded(self):
        assert changes_at(VISIT, NOW + 2 * DAY / 24) == NOW + 3 * DAY / 24
        assert changes_at(VISIT, NOW + DAY) is None

    def test_refill_changes_where_its_phases_part(self):
        moments = [changes_at(REFILL, NOW + days * DAY) for days in (0, 10, 16, 32)]

        assert moments == [NOW + 10 * DAY, NOW + 16 * DAY, NOW + 32 * DAY, None]

    def test_seasons_change_with_the_month_and_the_day(self):
        assert changes_at(WINTER, datetime(2026, 12, 30, 15, tzinfo=UTC)) == datetime(2027, 1, 1, tzinfo=UTC)
        assert changes_at(MONDAYS, datetime(2026, 6, 30, 15, tzinfo=UTC)) == datetime(2026, 7, 1, tzinfo=UTC)

    def test_earliest_change_counts_when_several_come(self):
        both = Traits(measured_at=NOW, visiting=VISIT.visiting, repeat=REFILL.repeat)

        assert changes_at(both, NOW) == NOW + DAY / 24
        assert changes_at(both, NOW + DAY) == NOW + 10 * DAY


class TraitsAsJsonTests:
    @pytest.mark.parametrize(
        "traits",
        [
            NO_TRAITS,
            VISIT,
            REFILL,
            WINTER,
            Traits(measured_at=NOW, loyalty=Loyalty(2, 3)),
            Traits(NOW, VISIT.visiting, REFILL.repeat, WINTER.season, Loyalty(2, 3)),
        ],
    )
    def test_same_traits_come_back_when_they_were_kept(self, traits):
        assert traits_from_json(traits_to_json(traits)) == traits

    def test_nothing_is_kept_when_nothing_is_known(self):
        assert traits_to_json(Traits(measured_at=NOW)) == {}
