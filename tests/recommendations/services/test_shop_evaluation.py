"""An evaluation of the shop: a row for each recommender, in one run for each job."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command

from catalog.current_job import in_job
from catalog.management.step_command import RowsFailed
from catalog.models import Job
from catalog.services.jobs import job_run
from recommendations.models import EvaluationRun
from recommendations.selectors import evaluation
from recommendations.services import served_row
from recommendations.services.shop_evaluation import evaluation_start, shop_evaluate
from recommendations.training import shop_sequences
from recommendations.training.sequence.config import SequenceConfig
from tests.factories import InteractionFactory, ProductFactory, ProductVectorFactory, ShopperFactory
from users.models import Interaction

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def shop():
    """Thirty shoppers go round nine products, a day each; on the twentieth day each takes one that is new to them."""
    products = [ProductFactory() for _ in range(11)]
    for axis, product in enumerate(products):
        ProductVectorFactory(product=product, axis=axis)
    for number in range(30):
        shopper = ShopperFactory(locale="de" if number < 10 else "fr")
        for day in range(8):
            moment = START + timedelta(days=day)
            InteractionFactory(shopper=shopper, product=products[(number + day) % 9], occurred_at=moment)
        InteractionFactory(shopper=shopper, product=products[10], occurred_at=START + timedelta(days=20))


@pytest.fixture
def two_models(monkeypatch):
    monkeypatch.setattr(evaluation, "NAMES", ("random", "popularity"))


@pytest.fixture
def few_epochs(monkeypatch):
    small = SequenceConfig(epochs=2, batch_size=16, evaluate_every=2, bf16=False)
    monkeypatch.setattr(shop_sequences, "settings_for", lambda _: small)


class ShopEvaluateTests:
    def test_job_leaves_one_run_with_a_row_for_each_model(self, shop, two_models):
        job = job_run(job=evaluation_start(enqueue=False))

        run = EvaluationRun.objects.get()
        assert (job.status, job.total, run.job) == (Job.Status.DONE, 2, job)
        assert [row["model"] for row in run.rows] == ["random", "popularity"]
        assert run.until == START + timedelta(days=20)
        assert run.asked == {
            "moment": "2026-03-21T00:00:00+00:00", "users": 30, "had_before": 0, "items": 11, "steps": 270,
        }  # fmt: skip
        assert [(group["name"], group["users"]) for group in run.rows[0]["by_segment"]] == [("fr", 20), ("de", 10)]

    def test_row_takes_the_place_of_its_earlier_one_when_a_model_is_asked_again(self, shop, two_models):
        job = job_run(job=evaluation_start(enqueue=False))
        first = EvaluationRun.objects.get()
        job.chunks.update(status="waiting")
        Job.objects.update(status="running")

        job_run(job=job)

        again = EvaluationRun.objects.get()
        assert [row["model"] for row in again.rows] == ["random", "popularity"]
        assert [row["ndcg_at_10"] for row in again.rows] == [row["ndcg_at_10"] for row in first.rows]

    def test_events_that_come_meanwhile_change_nothing(self, shop, two_models):
        run = EvaluationRun.objects.create(until=START + timedelta(days=20), job=evaluation_start(enqueue=False))
        InteractionFactory(occurred_at=START + timedelta(days=30))

        job_run(job=run.job)

        run.refresh_from_db()
        assert run.asked["steps"] == 270

    def test_job_fails_for_good_with_the_reason_when_the_history_is_short(self, two_models):
        job = job_run(job=evaluation_start(enqueue=False))

        assert (job.status, job.failed) == (Job.Status.FAILED, 2)
        assert "fewer than 200 steps" in job.error
        assert EvaluationRun.objects.get().rows == []

    def test_running_one_goes_on_when_another_is_asked_for(self):
        assert evaluation_start(enqueue=False) == evaluation_start(enqueue=False)

    def test_run_of_its_own_is_made_when_no_job_runs(self, shop):
        result = shop_evaluate(["popularity"])

        assert (result.done, EvaluationRun.objects.get().job) == (1, None)


class ServedRowTests:
    def test_row_has_the_figures_of_the_others(self, shop, few_epochs):
        shop_evaluate(["popularity", "served"])

        popularity, served = EvaluationRun.objects.get().rows
        assert served["model"] == "served"
        assert served.keys() >= popularity.keys() | {"over_popularity", "curve"}
        assert [(group["name"], group["users"]) for group in served["by_segment"]] == [("fr", 20), ("de", 10)]

    def test_what_was_asked_for_or_came_later_is_not_learned_from(self, shop, few_epochs, monkeypatch):
        learned, taken = [], []
        fit, takings = served_row.fit_sequence, served_row.takings_after
        monkeypatch.setattr(served_row, "features_are_read", lambda: True)
        monkeypatch.setattr(served_row, "fit_sequence", lambda some, *rest: learned.extend(some) or fit(some, *rest))
        monkeypatch.setattr(served_row, "takings_after", lambda *rest: taken.extend(rest) or takings(*rest))

        shop_evaluate(["served"])

        moment = START + timedelta(days=20)
        assert EvaluationRun.objects.get().asked["moment"] == moment.isoformat()
        assert max(step.occurred_at for steps in learned for step in steps) < moment
        assert taken[0] < moment and taken[-1] == moment

    def test_list_is_the_one_of_the_moment_when_more_happens_later(self, shop, few_epochs):
        shop_evaluate(["served"])
        first = EvaluationRun.objects.get()
        for interaction in list(Interaction.objects.filter(occurred_at__gte=START + timedelta(days=20))):
            InteractionFactory(
                shopper=interaction.shopper, product=ProductFactory(), occurred_at=START + timedelta(days=20, hours=1)
            )
        run = EvaluationRun.objects.create(until=first.until, job=evaluation_start(enqueue=False))
        with in_job(run.job_id):
            shop_evaluate(["served"])

        run.refresh_from_db()
        assert run.rows[0]["ndcg_at_10"] == first.rows[0]["ndcg_at_10"]


class EvaluateShopCommandTests:
    def test_last_line_is_the_report(self, shop, two_models, capsys):
        call_command("evaluate_shop", "--json")

        lines = capsys.readouterr().out.splitlines()
        report = json.loads(lines[-1])
        assert [row["model"] for row in report["rows"]] == ["random", "popularity"]
        assert (report["users"], report["items"], report["seed"]) == (30, 11, 0)
        assert lines[-2].split()[:2] == ["popularity", f"{report['rows'][1]['hr_at_10']:.4f}"]

    def test_command_fails_when_rows_do(self, two_models):
        with pytest.raises(RowsFailed, match="fewer than 200 steps"):
            call_command("evaluate_shop")
