"""An axis: which values it spans, where its ticks stand."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

TICKS = 5  # at most, besides the first
Label = Callable[[float], str]


@dataclass(frozen=True, slots=True)
class Tick:
    """A value of an axis in words, and its place."""

    at: str  # CSS percentage from the start of the axis
    down: str  # and from its end
    label: str


@dataclass(frozen=True, slots=True)
class Axis:
    """Values from `low` to `high`, which are both ticks."""

    name: str
    low: float
    high: float
    ticks: Sequence[Tick]

    def share(self, value: float) -> float:
        """Return where a value stands, from 0 to 1; values beyond the ends stand at them."""
        return min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)

    def at(self, value: float) -> str:
        return percentage(self.share(value))

    def down(self, value: float) -> str:
        """Return the place from the top of a picture, where the axis grows upwards."""
        return percentage(1 - self.share(value))


def axis_of(name: str, values: Sequence[float], label: Label, *, from_zero: bool = True, whole: bool = False) -> Axis:
    """Return an axis that holds all values, with ticks at round ones; of nothing, from 0 to 1.

    With `whole` no tick stands between two whole numbers.
    """
    low = 0.0 if from_zero or not values else min(values)
    high = max([*values, low])
    step = _round_step((high - low) / TICKS) if high > low else _round_step(max(abs(high), 1.0))
    step = max(step, 1.0) if whole else step
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    last = max(last, first + 1)
    start, end = first * step, last * step
    marks = [number * step for number in range(first, last + 1)]
    return Axis(name, start, end, [_tick((mark - start) / (end - start), label(round(mark, 10))) for mark in marks])


def percentage(share: float) -> str:
    """Write a share as CSS and SVG read it, whatever the reader's language."""
    return f"{share * 100:.2f}%"


def _tick(share: float, label: str) -> Tick:
    return Tick(percentage(share), percentage(1 - share), label)


def _round_step(step: float) -> float:
    """Return the smallest of 1, 2, 5 times a power of ten that is not below the step."""
    power = 10.0 ** math.floor(math.log10(step))
    return next(power * times for times in (1, 2, 5, 10) if power * times >= step * (1 - 1e-9))
