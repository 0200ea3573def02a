"""The charts of an evaluation: accuracy against coverage, and bars by kind of shopper."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from recommendations.dashboard.charts.bars import BarChart, BarWords, Bucket, Value, bar_chart
from recommendations.dashboard.charts.scatter import Named, ScatterChart, ScatterWords, scatter_chart
from recommendations.dashboard.evaluation_words import model_name
from recommendations.dashboard.formats import interval_label, number, percent

Row = Mapping[str, Any]
FEWEST = 20  # shoppers of a bucket that says anything


def accuracy_against_coverage(rows: Sequence[Row]) -> ScatterChart:
    """Return a point for each recommender; the best are at the top and to the right."""
    best = max((row["ndcg_at_10"] for row in rows), default=0.0)
    points = [
        Named(model_name(row["model"]), row["coverage"], row["ndcg_at_10"], chosen=row["ndcg_at_10"] == best)
        for row in rows
    ]
    words = ScatterWords(
        key="scatter",
        title=_("Accuracy against coverage"),
        summary=_("further up finds more, further right shows more of the catalog"),
        name=_("recommender"),
        x=_("coverage"),
        y=_("NDCG@10"),
        x_number=percent,
        y_number=_number,
    )
    return scatter_chart(points, words)


def bucket_bars(rows: Sequence[Row]) -> list[BarChart]:
    """Return NDCG@10 by length of history and by locale, each where there is more than one bucket."""
    charts = [
        BarWords("by_length", _("NDCG@10 by length of history"), _intervals(), _columns(), _number),
        BarWords("by_segment", _("NDCG@10 by locale"), _intervals(), _columns(), _number),
    ]
    made = [bar_chart(_buckets(words.key, rows), words) for words in charts]
    return [chart for chart in made if len(chart.groups) > 1]


def _intervals() -> str:
    # xgettext:no-python-format
    return _("bars on one scale; lines are 95 % intervals")


def _columns() -> list[str]:
    return [_("shoppers"), _("how many"), _("recommender"), _("NDCG@10"), interval_label()]


def _buckets(field: str, rows: Sequence[Row]) -> list[Bucket]:
    first = rows[0][field] if rows else []
    return [
        Bucket(
            _bucket_name(field, group["name"]), _basis(group["users"]), [_value(row, row[field][at]) for row in rows]
        )
        for at, group in enumerate(first)
    ]


def _bucket_name(field: str, name: str) -> str:
    if field == "by_length":
        return _("%s products before") % name
    return name or _("no locale")


def _basis(users: int) -> str:
    words = ngettext("%(n)s shopper", "%(n)s shoppers", users) % {"n": number(users)}
    return words if users >= FEWEST else _("%s, too few to tell") % words


def _value(row: Row, group: Mapping[str, Any]) -> Value:
    return Value(model_name(row["model"]), group["ndcg_at_10"], group["low"], group["high"])


def _number(value: float) -> str:
    return number(value, 3)
