"""A line over a growing quantity, as a learning curve is."""

from collections.abc import Sequence
from dataclasses import dataclass

from recommendations.dashboard.charts.axis import Axis, Label, axis_of

Point = tuple[float, float]
DENSE = 30  # points from which on their dots would hide the line


@dataclass(frozen=True, slots=True)
class Dot:
    """One point with its words; the best one stands out."""

    x: str
    y: str
    words: str
    best: bool


@dataclass(frozen=True, slots=True)
class Reference:
    """A level to compare the line with."""

    y: str
    words: str


@dataclass(frozen=True, slots=True)
class LineChart:
    """A line in a square of 100 by 100, y from the top, with what a reader needs beside it."""

    key: str  # of the page's elements
    title: str
    summary: str  # what the picture shows, in a sentence
    x: Axis
    y: Axis
    path: str  # points of a polyline
    dots: Sequence[Dot]
    reference: Reference | None
    dense: bool  # dots are small
    head: Sequence[str]  # of the table
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class LineWords:
    """What a line chart is called, and how its values are written."""

    key: str
    title: str
    x: str
    y: str
    number: Label
    summary: str


def line_chart(
    points: Sequence[Point],
    words: LineWords,
    *,
    reference: tuple[float, str] | None = None,
    best: int | None = None,
    from_zero: bool = False,
) -> LineChart:
    """Return the line through some points in order of x; `best` is the place of the one that stands out."""
    levels = [reference[0]] if reference else []
    x = axis_of(words.x, [at for at, _ in points], lambda value: f"{value:g}", whole=True)
    y = axis_of(words.y, [value for _, value in points] + levels, words.number, from_zero=from_zero)
    dots = [
        Dot(x.at(at), y.down(value), f"{words.x} {at:g}: {words.y} {words.number(value)}", number == best)
        for number, (at, value) in enumerate(points)
    ]
    return LineChart(
        key=words.key,
        title=words.title,
        summary=words.summary,
        x=x,
        y=y,
        path=" ".join(f"{x.share(at) * 100:.2f},{100 - y.share(value) * 100:.2f}" for at, value in points),
        dots=dots,
        reference=Reference(y.down(reference[0]), reference[1]) if reference else None,
        dense=len(points) > DENSE,
        head=[words.x, words.y],
        rows=[[f"{at:g}", words.number(value)] for at, value in points],
    )
