"""Bars side by side in groups, with intervals, all on one scale."""

from collections.abc import Sequence
from dataclasses import dataclass

from recommendations.dashboard.charts.axis import Label, axis_of, percentage

ROW = 24  # pixels of a bar with its gap
NAMES = 0.36  # share of the picture that the names take
VALUES = 0.14  # and the values behind the longest bar


@dataclass(frozen=True, slots=True)
class Value:
    """One bar: a value between the ends of its interval."""

    name: str
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Bar:
    """Places of a bar in its picture; heights in pixels."""

    name: str
    words: str
    top: int
    middle: int
    width: str
    low: str
    high: str
    value_x: str
    value: str
    best: bool


@dataclass(frozen=True, slots=True)
class BarGroup:
    """The bars of one bucket."""

    key: str
    title: str
    basis: str  # how many it rests on
    height: int
    bars: Sequence[Bar]


@dataclass(frozen=True, slots=True)
class BarChart:
    """Groups on one scale, and what a reader needs beside them."""

    key: str
    title: str
    summary: str
    groups: Sequence[BarGroup]
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Bucket:
    """What one group shows."""

    title: str
    basis: str
    values: Sequence[Value]


@dataclass(frozen=True, slots=True)
class BarWords:
    """What the chart and the columns of its table are called, and how its values are written."""

    key: str
    title: str
    summary: str
    columns: Sequence[str]  # bucket, what it rests on, name, value, interval
    number: Label
    mark_best: bool = True  # the best value of a bucket stands out


def bar_chart(buckets: Sequence[Bucket], words: BarWords) -> BarChart:
    """Return a group of bars for each bucket."""
    highest = [value.high for bucket in buckets for value in bucket.values]
    longest = axis_of("", highest, words.number).high
    groups = [_group(f"{words.key}-{number}", bucket, longest, words) for number, bucket in enumerate(buckets)]
    rows = [
        [bucket.title, bucket.basis, one.name, words.number(one.value), interval_words(one, words.number)]
        for bucket in buckets
        for one in bucket.values
    ]
    return BarChart(words.key, words.title, words.summary, groups, words.columns, rows)


def interval_words(value: Value, number: Label) -> str:
    return f"{number(value.low)} … {number(value.high)}"


def _group(key: str, bucket: Bucket, longest: float, words: BarWords) -> BarGroup:
    best = max((value.value for value in bucket.values), default=0.0)
    marked = [words.mark_best and value.value == best > 0 for value in bucket.values]
    bars = [_bar(at, value, longest, words, best=marked[at]) for at, value in enumerate(bucket.values)]
    return BarGroup(key, bucket.title, bucket.basis, ROW * len(bars), bars)


def _bar(at: int, value: Value, longest: float, words: BarWords, *, best: bool) -> Bar:
    room = 1 - NAMES - VALUES

    def place(amount: float) -> str:
        return percentage(NAMES + room * min(amount / longest, 1.0))

    written = words.number(value.value)
    return Bar(
        name=value.name,
        words=f"{value.name}: {written} ({interval_words(value, words.number)})",
        top=at * ROW + 4,
        middle=at * ROW + ROW // 2,
        width=percentage(room * min(value.value / longest, 1.0)),
        low=place(value.low),
        high=place(value.high),
        value_x=place(max(value.value, value.high)),
        value=written,
        best=best,
    )
