"""An experiment in words: what a plan takes, how the arms stand, who is ahead and how sure that is."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.current_store import current_store_id
from catalog.models import Store
from recommendations.dashboard.charts.bars import BarChart, BarWords, Bucket, Value, bar_chart
from recommendations.dashboard.formats import interval_label, number, percent, whole_money
from recommendations.experiments.estimates import bounds
from recommendations.experiments.power import Plan
from recommendations.models import Experiment
from recommendations.selectors.experiments import ArmResult, Basis, Result

CSV_COLUMNS = ("arm", "shoppers", "figure", "value", "low", "high")
Metric = Experiment.Metric


@dataclass(frozen=True, slots=True)
class Standing:
    """How an experiment stands."""

    tone: str
    verdict: str
    method: str
    progress: float  # 0–1 of the shoppers needed
    progress_words: str
    warning: str
    chart: BarChart | None
    rows: Sequence[tuple[str, str, Sequence[str]]]  # arm, shoppers, figures
    head: Sequence[str]


def plan_words(plan: Plan | None, basis: Basis, metric: str) -> dict[str, str]:
    """Return what a plan takes, in words."""
    if plan is None:
        return {"days": "", "why": _("Nothing was shown here lately, so nothing tells how long it takes.")}
    days = _("no end in sight: nobody comes") if plan.days is None else _days(plan.days)
    why = _("%(n)s shoppers, at %(day)s a day; now it is %(value)s") % {
        "n": number(plan.visitors),
        "day": number(basis.shoppers_per_day),
        "value": _write(metric)(basis.value),
    }
    return {"days": days, "why": why}


def standing_of(experiment: Experiment, result: Result, days: int) -> Standing:
    """Put a result into words; nothing is said of a draft."""
    tone, verdict = _verdict(experiment, result)
    needed = experiment.visitors_needed or 0
    share = min(result.shoppers / needed, 1.0) if needed else 0.0
    figures = [str(label) for label in Metric.labels]
    return Standing(
        tone=tone,
        verdict=verdict,
        method=_(
            "A mixture sequential test over shoppers: its interval holds at every look together, so you may look each "
            "day and stop as soon as there is a winner; 5 of 100 tests without a difference name one."
        ),
        progress=share,
        progress_words=_("%(done)s of %(needed)s shoppers after %(days)s")
        % {"done": number(result.shoppers), "needed": number(needed), "days": _days(days)},
        warning=_mismatch(experiment, result),
        chart=_chart(experiment, result),
        rows=[_row(name, arm) for name, arm in _arms(result)],
        head=figures,
    )


def csv_rows(result: Result) -> Iterator[list[Any]]:
    """Yield the figures of each arm, with the 95 % intervals of a single look; then the sequential difference."""
    for name, arm in (("control", result.control), ("treatment", result.treatment)):
        for metric, figure in arm.figures.items():
            around = bounds(figure)
            yield [name, arm.shoppers, metric, figure.value, around.low, around.high]
    verdict = result.verdict
    known = [verdict.bounds.low, verdict.bounds.high] if verdict.enough else ["", ""]
    yield ["treatment - control", result.shoppers, "difference", verdict.difference, *known]


def _verdict(experiment: Experiment, result: Result) -> tuple[str, str]:
    found = result.verdict
    if experiment.state == Experiment.State.DRAFT:
        return "info", _("Not started: nobody is in an arm yet.")
    if not found.enough:
        return "info", _("Too few shoppers or events to say anything yet.")
    write, base = _write(experiment.metric), result.control.figures[experiment.metric].value
    words = {
        "metric": experiment.get_metric_display(),
        "gap": _signed(found.difference, write),
        "low": _signed(found.bounds.low, write),
        "high": _signed(found.bounds.high, write),
        "share": _signed(found.difference / base, lambda value: percent(value)) if base else "–",
    }
    interval = _("%(gap)s (%(share)s), 95 %%: %(low)s … %(high)s.") % words
    if found.winner == "treatment":
        return "ok", _("The new release is ahead in %(metric)s:") % words + f" {interval}"
    if found.winner == "control":
        return "bad", _("The new release is behind in %(metric)s:") % words + f" {interval}"
    return "warn", _("Neither is shown to be ahead in %(metric)s:") % words + f" {interval}"


def _mismatch(experiment: Experiment, result: Result) -> str:
    if not result.sizes_mismatch:
        return ""
    return _(
        "The arms do not have the sizes that they should: %(control)s and %(treatment)s shoppers at %(share)s. "
        "Something beside the hash decides who is counted, so do not trust the comparison."
    ) % {
        "control": number(result.control.shoppers),
        "treatment": number(result.treatment.shoppers),
        "share": percent(experiment.share),
    }


def _chart(experiment: Experiment, result: Result) -> BarChart | None:
    if not result.shoppers:
        return None
    write = _write(experiment.metric)
    values = []
    for name, arm in _arms(result):
        figure = arm.figures[experiment.metric]
        around = bounds(figure)
        values.append(Value(name, figure.value, max(around.low, 0.0), around.high))
    words = BarWords(
        key="arms",
        title=str(experiment.get_metric_display()),
        # xgettext:no-python-format
        summary=_("lines are 95 % intervals of one look at each arm"),
        columns=[_("experiment"), _("how many"), _("arm"), str(experiment.get_metric_display()), interval_label()],
        number=write,
    )
    basis = ngettext("%(n)s shopper", "%(n)s shoppers", result.shoppers) % {"n": number(result.shoppers)}
    return bar_chart([Bucket(experiment.name, basis, values)], words)


def _arms(result: Result) -> list[tuple[str, ArmResult]]:
    return [(_("live"), result.control), (_("new release"), result.treatment)]


def _row(name: str, arm: ArmResult) -> tuple[str, str, Sequence[str]]:
    return name, number(arm.shoppers), [_write(metric)(arm.figures[metric].value) for metric in Metric.values]


def _write(metric: str) -> Callable[[float], str]:
    if metric != Metric.REVENUE:
        return lambda value: percent(value, 2)
    currency = Store.objects.only("currency").get(pk=current_store_id()).currency
    return lambda value: f"{number(value, 2)} {currency}" if abs(value) < 100 else whole_money(value, currency)


def _signed(value: float, write: Callable[[float], str]) -> str:
    return ("+" if value > 0 else "") + write(value)


def _days(days: int) -> str:
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": number(days)}
