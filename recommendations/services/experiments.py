"""Plans, starts and ends experiments."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from recommendations.models import Experiment
from recommendations.selectors.experiments import Result, basis_of, experiment_result, plan_of, releases_to_try
from users.models import User

State = Experiment.State


def experiment_plan(
    *,
    name: str,
    placement: str,
    control: int,
    treatment: int,
    share: float,
    metric: str,
    minimum_effect: float,
    planned_by: User,
    today: date,
) -> Experiment:
    """Write down a plan; raise ValidationError by field where it cannot be tried."""
    if control == treatment:
        raise ValidationError({"treatment": _("This release is the live one: choose another one to try.")})
    known = {0, *(release.number for release in releases_to_try())}
    for field, number in (("control", control), ("treatment", treatment)):
        if number not in known:
            raise ValidationError({field: _("Shoppers may not see this release: have it approved first.")})
    basis = basis_of(metric=metric, placement=placement, today=today)
    needed = plan_of(basis, minimum_effect=minimum_effect, share=share)
    experiment = Experiment(
        key=_free_key(name),
        name=name.strip(),
        placement=placement,
        control=control,
        treatment=treatment,
        share=share,
        metric=metric,
        minimum_effect=minimum_effect,
        mixing=minimum_effect * basis.value,
        visitors_needed=needed.visitors if needed else None,
        days_needed=needed.days if needed else None,
        created_by=planned_by,
    )
    experiment.full_clean()
    experiment.save()
    return experiment


@transaction.atomic
def experiment_start(*, experiment: Experiment, now: datetime) -> Experiment:
    """Let shoppers into the arms from now on; raise ValidationError where it cannot start."""
    locked: Experiment = Experiment.objects.select_for_update().get(pk=experiment.pk)
    if locked.state != State.DRAFT:
        raise ValidationError(_("This experiment was started already."))
    if locked.mixing <= 0:
        raise ValidationError(_("No traffic tells what is usual, so no change could be told either: wait for events."))
    locked.state, locked.started_at = State.RUNNING, now
    try:
        with transaction.atomic():
            locked.save()
    except IntegrityError:
        raise ValidationError(_("Another experiment runs: end that one first.")) from None
    return locked


@transaction.atomic
def experiment_end(*, experiment: Experiment, decision: str, ended_by: User, now: datetime) -> Experiment:
    """Let everybody have what is live again, and keep what was found with the decision."""
    locked: Experiment = Experiment.objects.select_for_update().get(pk=experiment.pk)
    if locked.state != State.RUNNING:
        raise ValidationError(_("This experiment does not run."))
    if decision not in Experiment.Decision.values:
        raise ValidationError(_("Choose what follows from the experiment."))
    locked.state, locked.decision, locked.ended_at, locked.ended_by = State.ENDED, decision, now, ended_by
    locked.result = _kept(experiment_result(locked))
    locked.save()
    return locked


def _kept(result: Result) -> dict[str, float | int | str]:
    return {
        "control_shoppers": result.control.shoppers,
        "treatment_shoppers": result.treatment.shoppers,
        "difference": result.verdict.difference,
        "low": result.verdict.bounds.low if result.verdict.enough else 0.0,
        "high": result.verdict.bounds.high if result.verdict.enough else 0.0,
        "p_value": result.verdict.p_value,
        "winner": result.verdict.winner,
    }


def _free_key(name: str) -> str:
    """Return a short name that no experiment of the store has."""
    wanted = slugify(name)[:80] or "experiment"
    taken = set(Experiment.objects.filter(key__startswith=wanted).values_list("key", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(key for key in numbered if key not in taken)
