"""A run of the evaluation as its page shows it: what was found, a table, and charts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from recommendations.dashboard.charts.bars import BarChart
from recommendations.dashboard.charts.lines import LineChart
from recommendations.dashboard.charts.scatter import ScatterChart
from recommendations.dashboard.evaluation_charts import accuracy_against_coverage, bucket_bars
from recommendations.dashboard.evaluation_words import COLUMNS, Column, model_name
from recommendations.dashboard.formats import number
from recommendations.dashboard.learning_curves import learning_curves
from recommendations.models import EvaluationRun

OURS, BASELINE = "sequence", "popularity"
Row = Mapping[str, Any]
CSV_COLUMNS = ("model", *COLUMNS, "ndcg_at_10_low", "ndcg_at_10_high")


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of a row: in words, with its interval; the best of its column stands out."""

    label: str
    value: str
    interval: str
    best: bool


@dataclass(frozen=True, slots=True)
class TableRow:
    name: str
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Report:
    """All that the page shows of a run."""

    run: EvaluationRun
    moment: datetime | None
    verdicts: Sequence[tuple[str, str]]  # tone and sentence
    columns: Sequence[Column]
    rows: Sequence[TableRow]
    scatter: ScatterChart
    buckets: Sequence[BarChart]
    curves: Sequence[LineChart]


def report_of(run: EvaluationRun) -> Report:
    rows: list[Row] = run.rows
    return Report(
        run=run,
        moment=parse_datetime(run.asked.get("moment", "")),
        verdicts=list(_verdicts({row["model"]: row for row in rows})),
        columns=list(COLUMNS.values()),
        rows=[_table_row(row, rows) for row in rows],
        scatter=accuracy_against_coverage(rows),
        buckets=bucket_bars(rows),
        curves=[chart for row in rows for chart in learning_curves(row.get("curve", []), key=row["model"])],
    )


def csv_rows(run: EvaluationRun) -> Iterator[dict[str, Any]]:
    """Yield the figures of each row without words."""
    for row in run.rows:
        interval = row["intervals"]["ndcg_at_10"]
        known = {name: row.get(name) for name in CSV_COLUMNS}
        yield known | {"ndcg_at_10_low": interval["low"], "ndcg_at_10_high": interval["high"]}


def _verdicts(rows: Mapping[str, Row]) -> Iterator[tuple[str, str]]:
    """Yield whether the model that serves beats popularity beyond chance, and which one is ahead."""
    ours = rows.get(OURS)
    if ours:
        yield _against_popularity(ours["over_popularity"], ours["ndcg_at_10"])
    best = max(rows.values(), key=lambda row: float(row["ndcg_at_10"]), default=None)
    if best is None or best["model"] == OURS:
        return
    words = _("%(name)s has the highest NDCG@10: %(value)s (%(low)s … %(high)s).") % {
        "name": model_name(best["model"]),
        "value": number(best["ndcg_at_10"], 3),
        **_bounds(best["intervals"]["ndcg_at_10"]),
    }
    if ours and ours["intervals"]["ndcg_at_10"]["high"] >= best["ndcg_at_10"]:
        words += " " + _("That may be chance: it lies within the interval of the sequence model.")
    yield "info", words


def _against_popularity(difference: Mapping[str, Any], value: float) -> tuple[str, str]:
    words = {"value": number(value, 3), "mean": number(difference["mean"], 3), **_bounds(difference)}
    if difference["excludes_zero"] and difference["mean"] > 0:
        text = _("The sequence model finds more than popularity: NDCG@10 %(value)s, which is %(mean)s more")
        return "ok", f"{text % words} {_('(95 %%: %(low)s … %(high)s).') % words}"
    if difference["excludes_zero"]:
        text = _("The sequence model finds less than popularity: NDCG@10 %(value)s, a difference of %(mean)s")
        return "bad", f"{text % words} {_('(95 %%: %(low)s … %(high)s).') % words}"
    text = _("The sequence model is not shown to be better than popularity: a difference of %(mean)s")
    return "warn", f"{text % words} {_('(95 %%: %(low)s … %(high)s).') % words}"


def _bounds(interval: Mapping[str, Any]) -> dict[str, str]:
    return {"low": number(interval["low"], 3), "high": number(interval["high"], 3)}


def _table_row(row: Row, rows: Sequence[Row]) -> TableRow:
    return TableRow(model_name(row["model"]), [_cell(name, column, row, rows) for name, column in COLUMNS.items()])


def _cell(name: str, column: Column, row: Row, rows: Sequence[Row]) -> Cell:
    value = row.get(name)
    if value is None:
        return Cell(column.label, "–", "", best=False)
    interval = row["intervals"].get(name)
    values = [other[name] for other in rows if other.get(name) is not None]
    return Cell(
        label=column.label,
        value=column.written(value),
        interval="{low} … {high}".format(**_bounds(interval)) if interval else "",
        best=column.best is not None and len(values) > 1 and value == column.best(values),
    )
