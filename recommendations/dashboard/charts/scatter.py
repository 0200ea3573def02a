"""Named points over two quantities, as accuracy against coverage."""

from collections.abc import Sequence
from dataclasses import dataclass

from recommendations.dashboard.charts.axis import Axis, Label, axis_of

NEAR_X, NEAR_Y = 0.4, 0.07  # shares of the picture within which two names would cover each other
RIGHT_HALF = 0.55  # beyond it a name stands to the left of its point


@dataclass(frozen=True, slots=True)
class Named:
    """What is shown at (x, y)."""

    name: str
    x: float
    y: float
    chosen: bool = False  # stands out


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a point stands, and its name beside it."""

    x: str
    y: str
    name_y: str
    name: str
    words: str
    left: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class ScatterChart:
    """Points with their names, and what a reader needs beside them."""

    key: str
    title: str
    summary: str
    x: Axis
    y: Axis
    spots: Sequence[Spot]
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class ScatterWords:
    """What the chart and its axes are called, and how their values are written."""

    key: str
    title: str
    summary: str
    name: str
    x: str
    y: str
    x_number: Label
    y_number: Label


def scatter_chart(points: Sequence[Named], words: ScatterWords) -> ScatterChart:
    """Return the points with names that do not cover each other."""
    x = axis_of(words.x, [point.x for point in points], words.x_number)
    y = axis_of(words.y, [point.y for point in points], words.y_number)
    heights = _name_heights([(x.share(point.x), 1 - y.share(point.y)) for point in points])
    rows = [[point.name, words.x_number(point.x), words.y_number(point.y)] for point in points]
    spots = [
        Spot(
            x=x.at(point.x),
            y=y.down(point.y),
            name_y=f"{height * 100:.2f}%",
            name=point.name,
            words=f"{point.name}: {words.y} {row[2]}, {words.x} {row[1]}",
            left=x.share(point.x) > RIGHT_HALF,
            chosen=point.chosen,
        )
        for point, height, row in zip(points, heights, rows, strict=True)
    ]
    return ScatterChart(words.key, words.title, words.summary, x, y, spots, [words.name, words.x, words.y], rows)


def _name_heights(places: Sequence[tuple[float, float]]) -> list[float]:
    """Return the height of each name, from the top: that of its point, or above the names that it would cover."""
    heights = [0.0] * len(places)
    settled: list[tuple[float, float]] = []
    for at in sorted(range(len(places)), key=lambda at: -places[at][1]):
        x, height = places[at]
        while any(abs(x - other) < NEAR_X and abs(height - taken) < NEAR_Y - 1e-9 for other, taken in settled):
            height -= 0.01
        heights[at] = height
        settled.append((x, height))
    return heights
