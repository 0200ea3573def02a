"""Reads when a rule holds: "until 15 October", "in December", "on weekends", "for two weeks"."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from recommendations.engine.rules.schedule import Schedule
from recommendations.rule_drafting.lexicon import Lexicon
from recommendations.rule_drafting.sentence import Sentence

WEEKEND = frozenset({5, 6})


@dataclass(frozen=True, slots=True)
class Period:
    """What a date in words covers: a day or a month. `last` is the day after it."""

    first: date
    last: date
    whole_month: bool


def read_schedule(sentence: Sentence, now: datetime, time_zone: str) -> Schedule:
    """Claim all that tells a time and return it.

    "until October" ends when October begins, "until 15 October" with the end of that day, "until the end of October"
    with that of the month. A date without a year is the next one that has not passed.
    """
    today = now.astimezone(ZoneInfo(time_zone)).date()
    dates = _Dates(sentence, today)
    starts, ends = dates.bounds()
    if ends is None and (span := dates.length()):
        ends = today + span
    weekdays = dates.weekdays()
    return Schedule(
        starts_at=_moment(starts, time_zone),
        ends_at=_moment(ends, time_zone),
        weekdays=weekdays,
        time_zone=time_zone if weekdays else "UTC",
    )


def _moment(day: date | None, time_zone: str) -> datetime | None:
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(time_zone)) if day else None


class _Dates:
    def __init__(self, sentence: Sentence, today: date) -> None:
        self.sentence = sentence
        self.today = today
        self.lexicon: Lexicon = sentence.lexicon
        self.date = _date_pattern(self.lexicon)

    def bounds(self) -> tuple[date | None, date | None]:
        """Return the first day, and the day on which it is over."""
        first_day = rf"(?:{self._any('between', 'since')})\s+{self._article}(?P<a>{self.date})"
        last_day = rf"(?:{self._any('and', 'until')})\s+{self._article}(?P<b>{self.date})"
        both = self._take(rf"{first_day}\s+{last_day}", "period")
        if both:
            first = self._period(both["a"])
            last = self._period(both["b"], first.first)
            return first.first, last.last
        during = self._take(rf"(?:{self._any('in')})\s+{self._article}(?P<a>{self._month_pattern})", "period")
        if during:
            month = self._period(during["a"])
            return month.first, month.last
        until = self._take(rf"(?:{self._any('until')})\s+{self._article}(?P<a>{self.date})", "until")
        since = self._take(rf"(?:{self._any('since')})\s+{self._article}(?P<a>{self.date})", "since")
        return (self._period(since["a"]).first if since else None), (self._end(until["a"]) if until else None)

    def length(self) -> timedelta | None:
        """Return how long, where that is told."""
        lexicon = self.lexicon
        unit = rf"(?:(?P<days>{lexicon.any_of('days')})|(?P<weeks>{lexicon.any_of('weeks')}))"
        match = self._take(rf"(?:{self._any('for_time')})\s+(?P<n>{lexicon.number})\s+{unit}", "length")
        if not match:
            return None
        number = lexicon.value(match["n"])
        return timedelta(days=number) if match["days"] else timedelta(weeks=number)

    def weekdays(self) -> frozenset[int]:
        """Return the weekdays that are named, 0 is Monday."""
        found: set[int] = set()
        on = rf"(?:(?:{self._any('on')})\s+)?"
        if self._take(rf"{on}{self._any('weekend')}", "weekdays"):
            found |= WEEKEND
        for number, pattern in enumerate(self.lexicon.listed("weekdays")):
            if self._take(rf"{on}{pattern}", "weekdays"):
                found.add(number)
        return frozenset(found)

    def _take(self, pattern: str, role: str) -> re.Match[str] | None:
        return self.sentence.take(pattern, role)

    def _any(self, *names: str) -> str:
        return self.lexicon.any_of(*names)

    @property
    def _article(self) -> str:
        return r"(?:the\s+|dem\s+|den\s+|el\s+)?"

    @property
    def _month_pattern(self) -> str:
        return rf"(?:{'|'.join(self.lexicon.listed('months'))})(?:\s+(?:de\s+|del\s+)?\d{{4}})?"

    def _end(self, written: str) -> date:
        period = self._period(written)
        return period.first if period.whole_month and not self._is_end(written) else period.last

    def _is_end(self, written: str) -> bool:
        return re.match(self._any("end_of"), written) is not None

    def _period(self, written: str, after: date | None = None) -> Period:
        """Return what a date covers: the first one that is not over at `after`, today where it is not given."""
        earliest = after or self.today
        if re.fullmatch(self._any("tomorrow"), written):
            day = self.today + timedelta(days=1)
            return Period(day, day + timedelta(days=1), False)
        iso = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", written)
        if iso:
            return _day(int(iso[1]), int(iso[2]), int(iso[3]))
        numeric = re.fullmatch(r"(\d{1,2})[./](\d{1,2})(?:[./](\d{4})?)?", written)
        if numeric:
            return self._next(int(numeric[2]), int(numeric[1]), int(numeric[3]) if numeric[3] else None, earliest)
        months = self.lexicon.listed("months")
        month = next(number for number, pattern in enumerate(months, start=1) if re.search(pattern, written))
        year = re.search(r"\d{4}", written)
        day_number = re.search(r"(?<!\d)\d{1,2}(?!\d)", written)
        return self._next(month, int(day_number[0]) if day_number else None, int(year[0]) if year else None, earliest)

    def _next(self, month: int, day: int | None, year: int | None, earliest: date) -> Period:
        for candidate in [year] if year else [earliest.year, earliest.year + 1]:
            period = _day(candidate, month, day) if day else _month(candidate, month)
            if year or period.last > earliest:
                return period
        raise ValueError("a date comes round every year")


def _day(year: int, month: int, day: int) -> Period:
    first = date(year, month, day)
    return Period(first, first + timedelta(days=1), False)


def _month(year: int, month: int) -> Period:
    following = date(year + month // 12, month % 12 + 1, 1)
    return Period(date(year, month, 1), following, True)


def _date_pattern(lexicon: Lexicon) -> str:
    month = "|".join(lexicon.listed("months"))
    of = rf"(?:(?:{lexicon.any_of('of_month')})\s+)?" if lexicon.data["of_month"] else ""
    year = r"(?:,?\s+(?:de\s+|del\s+)?\d{4})?"
    return "|".join(
        f"(?:{pattern})"
        for pattern in (
            r"\d{4}-\d{2}-\d{2}",
            r"\d{1,2}\.\d{1,2}\.(?:\d{4})?",
            r"\d{1,2}/\d{1,2}(?:/\d{4})?",
            rf"\d{{1,2}}(?:st|nd|rd|th|\.)?\s+{of}(?:{month}){year}",
            rf"(?:{month})\s+\d{{1,2}}(?:st|nd|rd|th)?(?!\d){year}",
            rf"(?:{lexicon.any_of('end_of')})\s+(?:{month}){year}",
            rf"(?:{month}){year}",
            lexicon.any_of("tomorrow"),
        )
    )
