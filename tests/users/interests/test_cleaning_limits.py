"""Cleaning: where a visit ends, what is a reload, who is a machine, and what holds of any history."""

import pytest
from hypothesis import given

from tests.users.interests.interest_cases import event, histories
from users.interests.cleaning import BOT_EVENTS_PER_MINUTE, cleaned, is_bot, sessions


def names(visits) -> list[list[str]]:
    return [[row.event_id for row in visit] for visit in visits]


class SessionsTests:
    def test_no_visit_comes_when_there_are_no_events(self):
        assert sessions([]) == []

    @pytest.mark.parametrize(("pause", "visits"), [(29 * 60, 1), (31 * 60, 2)])
    def test_visit_ends_when_the_pause_exceeds_half_an_hour(self, pause, visits):
        assert len(sessions([event("a", seconds=pause), event("b")])) == visits

    def test_pause_is_counted_from_the_last_event_when_a_visit_is_long(self):
        steps = [event(f"e{n}", seconds=n * 25 * 60) for n in range(4)]

        assert names(sessions(steps)) == [["e3", "e2", "e1", "e0"]]

    @given(histories)
    def test_every_event_stands_in_one_visit_in_order_of_time_when_history_is_any(self, events):
        rows = [row for visit in sessions(events) for row in visit]

        assert sorted(row.event_id for row in rows) == sorted(row.event_id for row in events)
        assert [row.occurred_at for row in rows] == sorted(row.occurred_at for row in events)


class ReloadsTests:
    @pytest.mark.parametrize(("seconds", "kept"), [(1, ["a"]), (29, ["a"]), (31, ["a", "b"])])
    def test_same_look_counts_again_when_it_comes_later(self, seconds, kept):
        assert names(cleaned([event("a", seconds=seconds), event("b")])) == [kept]

    def test_looks_count_once_when_a_page_reloads_itself(self):
        reloads = [event(f"e{n}", seconds=200 - 20 * n) for n in range(10)]

        assert names(cleaned(reloads)) == [["e0"]]

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ({"product": 1}, {"product": 2}),
            ({"kind": "view"}, {"kind": "cart"}),
            ({"kind": "search", "product": None, "query": "tea"}, {"kind": "search", "product": None, "query": "cup"}),
        ],
    )
    def test_both_count_when_they_differ(self, first, second):
        assert names(cleaned([event("a", **first, seconds=2), event("b", **second)])) == [["a", "b"]]


class BotsTests:
    @pytest.mark.parametrize(
        ("events", "seconds", "bot"),
        [
            (BOT_EVENTS_PER_MINUTE + 1, 59, True),
            (BOT_EVENTS_PER_MINUTE, 59, False),
            (BOT_EVENTS_PER_MINUTE + 1, 60, False),
        ],
    )
    def test_visit_is_a_machines_when_a_minute_holds_too_many(self, events, seconds, bot):
        visit = [event(f"e{n}", product=n, seconds=seconds * (1 - n / (events - 1))) for n in range(events)]

        assert is_bot(visit) is bot

    def test_busy_minute_is_found_when_it_lies_in_the_middle(self):
        slow = [event(f"s{n}", seconds=1000 + 20 * n) for n in range(40)][::-1]
        fast = [event(f"f{n}", seconds=500 - n) for n in range(40)]

        assert is_bot([*slow, *fast, event("end")])

    def test_impressions_make_nobody_a_machine_when_a_page_shows_many(self):
        shown = [event(f"i{n}", "impression", product=n, seconds=5) for n in range(50)]

        assert names(cleaned([*shown, event("a")])) == [["a"]]


class CleanedPropertiesTests:
    @given(histories)
    def test_rest_is_left_alone_when_it_is_cleaned_again(self, events):
        once = [row for visit in cleaned(events) for row in visit]

        again = [row for visit in cleaned(once) for row in visit]

        assert {row.event_id for row in again} == {row.event_id for row in once}
        assert not any(row.type == "impression" for row in once)
