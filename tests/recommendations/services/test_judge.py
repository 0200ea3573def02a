"""The judge of a store: learned from its own history, stored beside a model version, and asked within a budget."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from catalog.services.vectors import vectors_build
from recommendations.models import Judge, ModelCall, ModelVersion
from recommendations.selectors.judge import judge_calls_left, judge_current
from recommendations.selectors.steps import shoppers_to_score
from recommendations.services.judge import judge_evaluate_shop, judge_learn, judge_learn_current
from recommendations.services.judge_cases import CANDIDATES, cases_between
from recommendations.services.judge_window import moments
from tests.factories import InterestTagFactory, ProductFactory, ShopperFactory
from users.models import Interaction, Shopper
from users.services import catalogue, rhythms, shelves

START = datetime(2026, 5, 1, tzinfo=UTC)
SHOPPERS = 130
KINDS = ("tea", "boots", "lamp")


@pytest.fixture
def fresh_figures():
    """Let no figure of the whole catalog, which a process keeps for two minutes, come from another test's shop."""
    for kept in (shelves._price_bounds, shelves._brand_shares, rhythms._known, catalogue._base_rates):
        kept.cache_clear()


@pytest.fixture
def shop(db, fresh_figures):
    """Thirty products of three kinds, and shoppers who look at four of a kind and then buy two more of it."""
    shelves = {
        kind: [
            ProductFactory(external_id=f"{kind}{n}", texts__title=f"{kind} {kind} number {n}", created_at=START)
            for n in range(10)
        ]
        for kind in KINDS
    }
    vectors_build([product.pk for shelf in shelves.values() for product in shelf])
    chance = np.random.default_rng(5)
    shoppers = Shopper.objects.bulk_create(Shopper(external_id=f"s{n}", created_at=START) for n in range(SHOPPERS))
    events = []
    for n, shopper in enumerate(shoppers):
        for step, at in enumerate(chance.permutation(10)[:6]):
            moment = START + timedelta(hours=n, days=20 * (step > 3), minutes=step)
            kind, product = "purchase" if step > 3 else "view", shelves[KINDS[n % 3]][at]
            events.append(
                Interaction(event_id=f"{n}-{step}", shopper=shopper, product=product, type=kind, occurred_at=moment)
            )
    Interaction.objects.bulk_create(events)
    return shelves


class CasesBetweenTests:
    def test_cases_know_nothing_of_what_came_after(self, shop):
        start = moments(0.0)[0]

        cases = cases_between(start, None, most=100)

        assert {case.history_length for case in cases} == {2, 4}
        assert all(len(case.titles) == CANDIDATES == len(case.base) == len(case.wanted) for case in cases)
        assert all(case.wanted.sum() + case.missed == 2 for case in cases)
        assert all(
            title.split()[0] == case.likes[0].split()[0]
            for case in cases
            for title, taken in zip(case.titles, case.wanted, strict=True)
            if taken
        )

    def test_products_are_new_for_a_month(self, shop):
        cases = cases_between(START + timedelta(days=20), None, most=5)
        later = cases_between(START + timedelta(days=20, hours=3), None, most=5)

        assert all(case.new.all() for case in (*cases, *later))

    def test_there_are_no_moments_when_nobody_took_anything(self, db):
        assert moments(0.8) == []


class JudgeLearnTests:
    def test_student_and_routers_are_stored_beside_the_version(self, shop):
        version = ModelVersion.objects.create(version="v1", active=True)

        judge = judge_learn(version)

        assert (judge.model_version, judge.language_model, judge.encoder) == (version, "fake", "fake")
        stored = judge_current()
        assert len(stored.student.coefficients) == 512 + 4
        assert stored.model_router.as_dict() == judge.model_router
        assert judge.report["validation"]["model"]["lists"] >= 10
        assert judge.report["cost"]["calls"] > 0

    def test_learning_again_replaces_the_judge(self, shop):
        version = ModelVersion.objects.create(version="v1", active=True)
        Judge.objects.create(model_version=version, language_model="old", encoder="fake")

        judge_learn_current()

        assert [judge.language_model for judge in Judge.objects.all()] == ["fake"]

    def test_nothing_is_learned_when_there_is_no_history(self, db):
        assert judge_learn_current() is None
        assert judge_learn(ModelVersion.objects.create(version="v1")) is None
        assert judge_current() is None


class JudgeEvaluateTests:
    def test_report_has_rows_intervals_and_costs(self, shop):
        report = judge_evaluate_shop(most=100)

        part = report["test"]["model"]
        assert {row["history"] for row in part["rows"]} <= {"0–2", "3–5"}
        assert part["router_over_never_low"] <= part["router_over_never_gain"] <= part["router_over_never_high"]
        assert set(report["cost"]) == {"milliseconds", "calls", "tokens", "student_ms"}

    def test_command_says_what_is_missing(self, db, tmp_path):
        with pytest.raises(CommandError, match="cannot learn from 0 lists"):
            call_command("evaluate_judge")
        with pytest.raises(CommandError, match=r"holds no \*\.item"):
            call_command("evaluate_judge", rerank=tmp_path)
        with pytest.raises(CommandError, match="run train_recommender first"):
            call_command("learn_judge")


class BudgetTests:
    def test_calls_of_today_count_against_the_day(self, db):
        for inputs, prompt in ((7, "personal_lift"), (100, "copy_blurb")):
            ModelCall.objects.create(
                purpose=prompt, prompt_id=prompt, prompt_version="1", model="fake", inputs=inputs, tokens_in=1,
                tokens_out=1, milliseconds=1.0, input_hash="x",
            )  # fmt: skip

        assert judge_calls_left(10) == 3
        assert judge_calls_left(5) == 0
        assert judge_calls_left(0) is None

    def test_only_those_are_scored_for_whom_the_router_asks(self, db, settings):
        settings.RECDASH_JUDGE_CALLS_PER_DAY = 1
        shoppers = [ShopperFactory(event_count=count, last_seen_at=START) for count in (1, 2, 50)]
        for shopper in shoppers:
            InterestTagFactory(shopper=shopper)
        router = {"always": 0.3, "edges": [3], "buckets": [_bucket(0.3, 0.1), _bucket(0.0, 0.0)]}
        assert shoppers_to_score() == [shoppers[0].pk]

        Judge.objects.create(
            model_version=ModelVersion.objects.create(version="v", active=True),
            language_model="fake",
            prompt_version="1",
            encoder="fake",
            student={"coefficients": [0.0], "centre": [0.0], "scale": [1.0]},
            model_router=router,
            student_router=router,
        )
        settings.RECDASH_JUDGE_CALLS_PER_DAY = 0

        assert shoppers_to_score() == [shoppers[0].pk, shoppers[1].pk]


def _bucket(weight: float, gain: float) -> dict:
    weights = {"old": weight, "new": weight}
    return {"weights": weights, "lists": 40, "gain": gain, "low": gain, "high": gain, "evidence": "own"}
