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
    """Return the height of each name, from the top: that of its point, or spread around those it would cover."""
    groups: list[list[int]] = []
    for at in sorted(range(len(places)), key=lambda at: places[at][1]):
        group = [at]
        while groups and _cover(groups[-1], group, places):
            group = groups.pop() + group
        groups.append(group)
    heights = [0.0] * len(places)
    for group in groups:
        for step, at in enumerate(group):
            heights[at] = _top(group, places) + step * NEAR_Y
    return heights


def _cover(above: Sequence[int], below: Sequence[int], places: Sequence[tuple[float, float]]) -> bool:
    near = any(abs(places[one][0] - places[other][0]) < NEAR_X for one in above for other in below)
    return near and _top(above, places) + len(above) * NEAR_Y > _top(below, places) + 1e-9


def _top(group: Sequence[int], places: Sequence[tuple[float, float]]) -> float:
    """Return the height of a group's first name, when its names stand evenly around their points, in the picture."""
    span = (len(group) - 1) * NEAR_Y
    middle = sum(places[at][1] for at in group) / len(group)
    return max(min(middle - span / 2, 1 - span), 0.0)
