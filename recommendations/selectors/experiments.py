"""What experiments are made of: the traffic a plan rests on, who is in which arm, and what was found."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import erfc, sqrt
from typing import Any

from django.db import connection
from django.db.models import Sum

from catalog.current_store import current_store_id
from recommendations.experiments.assignment import arm_of
from recommendations.experiments.estimates import Estimate, Sums, mean_of, ratio_of
from recommendations.experiments.power import Plan, plan, visitors_needed
from recommendations.experiments.sequential import Verdict, compare
from recommendations.models import Experiment, Release, ShopperDay
from recommendations.selectors.owed_events import store_zone

CONTROL, TREATMENT = "control", "treatment"
BASIS_DAYS = 28
SHOWN = ("approved", "scheduled", "published", "superseded")  # states of releases that shoppers may see
MISMATCH = 0.001  # arms whose sizes chance explains more seldom than this were not filled by the hash alone
Metric = Experiment.Metric
ARMS = """
    SELECT arm, COUNT(*), SUM(i), SUM(c), SUM(r), SUM(b), SUM(i * i), SUM(c * c), SUM(r * r), SUM(c * i), SUM(p)
    FROM (
        SELECT arm, SUM(impressions)::float8 AS i, SUM(clicks)::float8 AS c, SUM(revenue)::float8 AS r,
               (SUM(purchases) > 0)::int::float8 AS b, SUM(purchases)::float8 AS p
        FROM recommendations_shopperday
        WHERE store_id = %(store)s AND {which}
        GROUP BY arm, shopper_id
    ) AS each
    GROUP BY arm
"""


@dataclass(frozen=True, slots=True)
class Running:
    """What serving reads of the experiment that runs; `placement` "" means all of them."""

    key: str
    placement: str
    control: int
    treatment: int
    share: float


@dataclass(frozen=True, slots=True)
class Assignment:
    """The arm of a shopper, and the release that belongs to it (0: none)."""

    arm: str  # "key:control" or "key:treatment", as answers and the log say it
    release: int


@dataclass(frozen=True, slots=True)
class ArmResult:
    """What the shoppers of an arm did."""

    shoppers: int
    clicks: int
    purchases: int
    figures: dict[str, Estimate]  # by metric


@dataclass(frozen=True, slots=True)
class Result:
    """Both arms, the verdict on the chosen metric, and whether the arms have the sizes that they should."""

    control: ArmResult
    treatment: ArmResult
    verdict: Verdict
    sizes_p: float

    @property
    def sizes_mismatch(self) -> bool:
        return self.sizes_p < MISMATCH

    @property
    def shoppers(self) -> int:
        return self.control.shoppers + self.treatment.shoppers


@dataclass(frozen=True, slots=True)
class Basis:
    """What a plan rests on: the metric of the last days, its spread over shoppers, and the new shoppers of a day."""

    value: float
    spread: float
    shoppers_per_day: float


def assigned(running: Running, shopper_id: str | None) -> Assignment | None:
    """Return the arm of a shopper; None for nobody in particular."""
    if not shopper_id:
        return None
    arm = arm_of(running.key, shopper_id, {TREATMENT: running.share, CONTROL: 1 - running.share})
    return Assignment(f"{running.key}:{arm}", running.treatment if arm == TREATMENT else running.control)


def releases_to_try() -> list[Release]:
    """Return the releases that shoppers may see, latest first."""
    return list(Release.objects.filter(state__in=SHOWN).order_by("-number"))


def basis_of(*, metric: str, placement: str, today: date) -> Basis:
    """Return what the last four weeks say of a metric; all 0 where nothing was shown."""
    since = today - timedelta(days=BASIS_DAYS)
    found = _arms("day > %(since)s AND (%(placement)s = '' OR placement = %(placement)s)", since, placement)
    everybody = found.get("")
    if everybody is None or not everybody.shoppers:
        return Basis(0.0, 0.0, 0.0)
    figure = everybody.figures[metric]
    days = ShopperDay.objects.filter(day__gt=since).order_by().values("day").distinct().count()
    return Basis(figure.value, sqrt(figure.variance * figure.n), everybody.shoppers / max(days, 1))


def plan_of(basis: Basis, *, minimum_effect: float, share: float) -> Plan | None:
    """Return shoppers and days that a test needs; None where no traffic tells."""
    if basis.value <= 0 or basis.spread <= 0:
        return None
    needed = visitors_needed(spread=basis.spread, effect=minimum_effect * basis.value, share=share)
    return plan(needed, basis.shoppers_per_day)


def experiment_result(experiment: Experiment) -> Result:
    """Compare the arms as they stand; may be asked at any time, which the test allows for."""
    arms = {f"{experiment.key}:{arm}" for arm in (CONTROL, TREATMENT)}
    found = _arms("arm = ANY(%(arms)s)", arms=sorted(arms))
    control, treatment = (found.get(f"{experiment.key}:{arm}", _NOBODY) for arm in (CONTROL, TREATMENT))
    metric = experiment.metric
    events = control.clicks + treatment.clicks
    if metric != Metric.CLICK_RATE:
        events = control.purchases + treatment.purchases
    verdict = compare(treatment.figures[metric], control.figures[metric], mixing=experiment.mixing, events=events)
    return Result(control, treatment, verdict, _sizes_p(control.shoppers, treatment.shoppers, experiment.share))


def days_running(experiment: Experiment, today: date) -> int:
    """Return on how many days the experiment was on, today included; 0 for one that was not started."""
    if experiment.started_at is None:
        return 0
    zone = store_zone()
    last = experiment.ended_at.astimezone(zone).date() if experiment.ended_at else today
    return (last - experiment.started_at.astimezone(zone).date()).days + 1


def measured_placements() -> dict[str, int]:
    """Return the placements with the times that something was shown there."""
    return dict(ShopperDay.objects.values_list("placement").annotate(Sum("impressions")).order_by("placement"))


def _arms(
    which: str, since: date | None = None, placement: str = "", arms: list[str] | None = None
) -> dict[str, ArmResult]:
    """Return the arms of some days; all as the arm "" where days are asked for."""
    sql = ARMS.format(which=which)
    if arms is None:
        sql = sql.replace("SELECT arm, SUM(impressions)", "SELECT ''::text AS arm, SUM(impressions)")
        sql = sql.replace("GROUP BY arm, shopper_id", "GROUP BY 1, shopper_id")
    parameters: dict[str, Any] = {
        "store": current_store_id(), "since": since, "placement": placement, "arms": arms or [],
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return {arm: _arm(row) for arm, *row in cursor.fetchall()}


def _arm(row: list[Any]) -> ArmResult:
    n, i, c, r, b, ii, cc, rr, ci, purchases = [float(value or 0) for value in row]
    size = int(n)
    figures = {
        Metric.CLICK_RATE.value: ratio_of(Sums(size, c, i, cc, ii, ci)),
        Metric.CONVERSION.value: mean_of(Sums(size, x=b, xx=b)),
        Metric.REVENUE.value: mean_of(Sums(size, x=r, xx=rr)),
    }
    return ArmResult(size, int(c), int(purchases), figures)


def _sizes_p(control: int, treatment: int, share: float) -> float:
    """Return how often chance alone makes arms of such unequal sizes (chi-square, one degree of freedom)."""
    total = control + treatment
    if not total:
        return 1.0
    expected = total * share
    statistic = (treatment - expected) ** 2 / (total * share * (1 - share))
    return erfc(sqrt(statistic / 2))


_NOBODY = _arm([0] * 10)
