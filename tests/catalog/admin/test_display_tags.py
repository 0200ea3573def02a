"""How values look: shares, times, states."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils.translation import override

from catalog.templatetags.display import TONES, ago, duration, hundredths, money, pace, percent, tone, width


class DisplayTagsTests:
    @pytest.mark.parametrize(
        ("seconds", "words"),
        [(None, ""), (0.4, "0 s"), (42, "42 s"), (100, "2 min"), (3599, "1 h 0 min"), (4320, "1 h 12 min")],
    )
    def test_duration_is_said_in_the_largest_units(self, seconds: float | None, words: str) -> None:
        assert duration(seconds) == words

    @pytest.mark.parametrize(
        ("rate", "words"),
        [
            (1234.56, "1,234.6 a second"),
            (3.3, "3.3 a second"),
            (0.2, "12.0 a minute"),
            (0.002, "7.2 an hour"),
            (0, "0.0 an hour"),
        ],
    )
    def test_pace_is_said_in_a_unit_that_leaves_a_number(self, rate: float, words: str) -> None:
        assert pace(rate) == words

    def test_share_follows_the_locale_for_people_and_never_for_css(self) -> None:
        with override("de"):
            shown = (percent(0.714), width(0.714), hundredths(0.714), percent(None))

        assert shown == ("71\xa0%", "71.4%", 71, "")

    @pytest.mark.parametrize(("share", "css"), [(None, "0.0%"), (-1, "0.0%"), (1.7, "100.0%")])
    def test_width_stays_within_its_track(self, share: float | None, css: str) -> None:
        assert width(share) == css

    def test_money_is_nothing_when_there_is_no_price(self) -> None:
        assert money(None, "EUR") == ""

    def test_time_is_said_from_now(self) -> None:
        assert ago(datetime.now(UTC) - timedelta(minutes=3)) == "3\xa0minutes ago"

    def test_unknown_state_is_quiet(self) -> None:
        assert tone("never heard of") == "quiet"

    def test_tones_are_those_the_style_sheet_knows(self) -> None:
        assert set(TONES.values()) == {"ok", "info", "accent", "warn", "bad"}
