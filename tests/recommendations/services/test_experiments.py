"""Experiments: planned from traffic, started once, ended with what was found."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from recommendations.engine.types import Request
from recommendations.models import Experiment, Release
from recommendations.selectors.experiments import basis_of, experiment_result, plan_of
from recommendations.selectors.serve import serve
from recommendations.services.experiments import experiment_end, experiment_plan, experiment_start
from tests.factories import PlacementFactory
from tests.recommendations.dashboard.measured_days import shopper_days, today

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 10, 12, tzinfo=UTC)


def planned(by, **values):
    asked = {
        "name": "Autumn", "placement": "", "control": 101, "treatment": 102, "share": 0.5, "metric": "click_rate",
        "minimum_effect": 0.2, "planned_by": by, "today": today(),
    }  # fmt: skip
    return experiment_plan(**(asked | values))


@pytest.fixture(autouse=True)
def releases():
    for number, state in ((101, "superseded"), (102, "approved"), (103, "draft")):
        Release.objects.create(number=number, name="Autumn", state=state)


def assignment_of(*, shopper_id, placement):
    PlacementFactory(key=placement)
    return serve(Request(shopper_id, placement=placement)).assignment


@pytest.fixture
def traffic():
    shopper_days(50, clicks=0)
    shopper_days(50, clicks=2)


@pytest.fixture
def running(traffic, merchandiser):
    return experiment_start(experiment=planned(merchandiser), now=NOW)


class PlanTests:
    def test_plan_rests_on_what_is_usual(self, traffic, merchandiser):
        made = planned(merchandiser)

        assert (made.key, made.state, made.mixing) == ("autumn", "draft", pytest.approx(0.02))
        assert made.visitors_needed == plan_of(_basis(), minimum_effect=0.2, share=0.5).visitors
        assert made.days_needed == -(-made.visitors_needed // 100)

    def test_larger_effect_needs_fewer(self, traffic, merchandiser):
        small, large = planned(merchandiser), planned(merchandiser, minimum_effect=0.4)

        assert 3.5 < small.visitors_needed / large.visitors_needed < 4.5
        assert large.key == "autumn-2"

    def test_plan_without_traffic_cannot_start(self, merchandiser):
        made = planned(merchandiser)

        assert (made.visitors_needed, made.days_needed) == (None, None)
        with pytest.raises(ValidationError, match="No traffic"):
            experiment_start(experiment=made, now=NOW)

    def test_release_is_not_tried_against_itself(self, traffic, merchandiser):
        with pytest.raises(ValidationError, match="is the live one"):
            planned(merchandiser, treatment=101)

        assert not Experiment.objects.exists()

    def test_release_that_nobody_approved_is_not_tried(self, traffic, merchandiser):
        with pytest.raises(ValidationError, match="have it approved first"):
            planned(merchandiser, treatment=103)

        assert not Experiment.objects.exists()


def _basis():
    return basis_of(metric="click_rate", placement="", today=today())


class RunTests:
    def test_one_runs_at_a_time(self, running, merchandiser):
        other = planned(merchandiser)

        with pytest.raises(ValidationError, match="Another experiment runs"):
            experiment_start(experiment=other, now=NOW)
        with pytest.raises(ValidationError, match="started already"):
            experiment_start(experiment=running, now=NOW)
        assert Experiment.objects.filter(state="running").count() == 1

    def test_shopper_keeps_the_arm_while_it_runs(self, running, merchandiser):
        found = {f"s{n}": assignment_of(shopper_id=f"s{n}", placement="home") for n in range(30)}

        assert found == {name: assignment_of(shopper_id=name, placement="cart") for name in found}
        assert {one.release for one in found.values()} == {101, 102}
        assert {one.arm for one in found.values()} == {"autumn:control", "autumn:treatment"}
        experiment_end(experiment=running, decision="none", ended_by=merchandiser, now=NOW)
        assert assignment_of(shopper_id="s1", placement="home") is None

    def test_nobody_in_particular_is_in_no_arm(self, running):
        assert assignment_of(shopper_id=None, placement="home") is None

    def test_other_placements_are_left_alone(self, traffic, merchandiser):
        experiment_start(experiment=planned(merchandiser, placement="home"), now=NOW)

        assert assignment_of(shopper_id="s1", placement="cart") is None
        assert assignment_of(shopper_id="s1", placement="home") is not None

    def test_experiment_rests_while_its_release_is_changed(self, running):
        Release.objects.filter(number=102).update(state="draft")

        assert assignment_of(shopper_id="s1", placement="home") is None


class ResultTests:
    def test_winner_is_named_with_its_interval(self, running):
        shopper_days(300, clicks=1, arm="autumn:control")
        shopper_days(150, clicks=3, arm="autumn:treatment")
        shopper_days(150, clicks=1, arm="autumn:treatment")

        found = experiment_result(running)

        assert (found.control.shoppers, found.treatment.shoppers) == (300, 300)
        assert found.verdict.difference == pytest.approx(0.1)
        assert found.verdict.winner == "treatment"
        assert 0 < found.verdict.bounds.low < 0.1 < found.verdict.bounds.high
        assert not found.sizes_mismatch

    def test_nothing_is_said_of_too_few(self, running):
        shopper_days(20, clicks=1, arm="autumn:control")
        shopper_days(20, clicks=9, arm="autumn:treatment")

        assert experiment_result(running).verdict.winner == ""

    def test_arms_of_wrong_sizes_are_noticed(self, running):
        shopper_days(200, arm="autumn:control")
        shopper_days(100, arm="autumn:treatment")

        assert experiment_result(running).sizes_mismatch

    def test_what_was_found_is_kept_with_the_decision(self, running, merchandiser):
        shopper_days(10, arm="autumn:control")

        ended = experiment_end(experiment=running, decision="control", ended_by=merchandiser, now=NOW)

        assert (ended.state, ended.decision, ended.ended_by) == ("ended", "control", merchandiser)
        assert ended.result["control_shoppers"] == 10
        with pytest.raises(ValidationError, match="does not run"):
            experiment_end(experiment=ended, decision="none", ended_by=merchandiser, now=NOW)

    def test_decision_must_be_one(self, running, merchandiser):
        with pytest.raises(ValidationError, match="Choose what follows"):
            experiment_end(experiment=running, decision="whatever", ended_by=merchandiser, now=NOW)

        assert Experiment.objects.get().state == "running"
