"""Learning curves of the sequence model: accuracy on what was held back, and loss."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from recommendations.dashboard.charts.lines import LineChart, LineWords, Point, line_chart
from recommendations.dashboard.formats import number


def learning_curves(
    curve: Sequence[Mapping[str, Any]], popularity: float | None = None, *, key: str = "curve"
) -> list[LineChart]:
    """Return NDCG@10 and loss by epoch, each where it was measured at least twice."""
    judged = [(float(point["epoch"]), float(point["ndcg_at_10"])) for point in curve if "ndcg_at_10" in point]
    losses = [(float(point["epoch"]), float(point["loss"])) for point in curve if "loss" in point]
    charts = []
    if len(judged) > 1:
        charts.append(_accuracy(judged, popularity, key))
    if len(losses) > 1:
        charts.append(_loss(losses, key))
    return charts


def _accuracy(points: Sequence[Point], popularity: float | None, key: str) -> LineChart:
    best = max(range(len(points)), key=lambda at: points[at][1])
    summary = _("on steps held out of training: best %(value)s at epoch %(epoch)s of %(last)s, which is kept") % {
        "value": number(points[best][1], 3),
        "epoch": number(points[best][0]),
        "last": number(points[-1][0]),
    }
    words = LineWords(
        key=f"{key}-ndcg",
        title=_("Learning curve of the sequence model"),
        x=_("epoch"),
        y=_("NDCG@10"),
        number=lambda value: number(value, 3),
        summary=summary,
    )
    reference = None if popularity is None else (popularity, _("popularity"))
    return line_chart(points, words, reference=reference, best=best, from_zero=True)


def _loss(points: Sequence[Point], key: str) -> LineChart:
    first, last = points[0][1], points[-1][1]
    summary = _("from %(first)s to %(last)s; lower is better") % {"first": number(first, 2), "last": number(last, 2)}
    words = LineWords(
        key=f"{key}-loss",
        title=_("Loss of the sequence model in training"),
        x=_("epoch"),
        y=_("cross-entropy"),
        number=lambda value: number(value, 2),
        summary=summary,
    )
    return line_chart(points, words)
