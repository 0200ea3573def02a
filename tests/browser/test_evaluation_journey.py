"""A merchandiser reads an evaluation and goes back to an earlier version, by keyboard and on a narrow screen."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from recommendations.models import EvaluationRun, ModelVersion
from recommendations.services.training import recommender_train
from tests.factories import InteractionFactory, JobFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOW = datetime(2026, 6, 30, tzinfo=UTC)
GROUPS = [
    {"name": name, "users": 40, "hr_at_10": 0.1, "ndcg_at_10": 0.05, "low": 0.02, "high": 0.09}
    for name in ("1–3", "4–6")
]
CURVE = [{"epoch": at, "loss": 5 - at / 4, "ndcg_at_10": 0.02 * at} for at in range(1, 5)]


def row(model: str, ndcg: float, **more: Any) -> dict[str, Any]:
    return {
        "model": model, "hr_at_10": 0.16, "ndcg_at_10": ndcg, "mrr": 0.07, "coverage": 0.72, "novelty": 9.5,
        "intra_list_diversity": 0.49, "gini": 0.53, "popularity_bias": -0.155, "seconds": 80.4,
        "intervals": {"ndcg_at_10": {"mean": ndcg, "low": ndcg / 2, "high": ndcg * 2}},
        "by_length": GROUPS, "by_segment": GROUPS,
    } | more  # fmt: skip


@pytest.fixture
def versions(merchandiser: Any) -> list[ModelVersion]:
    InteractionFactory(occurred_at=NOW - timedelta(days=2))
    return [recommender_train(until=NOW - timedelta(days=1)), recommender_train(until=NOW)]


class EvaluationJourneyTests:
    @pytest.fixture(autouse=True)
    def _run(self, merchandiser: Any) -> None:
        ahead = {"mean": 0.06, "low": 0.03, "high": 0.09, "p": 0.001, "excludes_zero": True}
        asked = {"moment": NOW.isoformat(), "users": 80, "had_before": 5, "items": 800, "steps": 27000}
        rows = [row("popularity", 0.02), row("sequence", 0.08, over_popularity=ahead, curve=CURVE)]
        EvaluationRun.objects.create(until=NOW, asked=asked, rows=rows)

    def test_charts_are_drawn_and_their_tables_open_by_keyboard(self, log_in: Any) -> None:
        page = log_in("merchandiser")
        page.goto("/admin/evaluation/")

        assert page.locator("svg[role=img]").count() == 7  # points, two curves, two buckets twice
        box = page.locator(".rd-chart__lines polyline").first.bounding_box()
        assert box["width"] > 100
        page.locator(".rd-chart__figures summary").first.focus()
        page.keyboard.press("Enter")

        assert page.locator(".rd-chart__figures[open] td").first.is_visible()

    @pytest.mark.parametrize("theme", ["light", "dark"])
    def test_narrow_screen_does_not_scroll_sideways(self, log_in: Any, theme: str, versions: Any) -> None:
        page = log_in("merchandiser", width=390)
        JobFactory(kind="evaluate_shop", status="running", total=6, done=3, started_at=NOW)

        for address in ("/admin/evaluation/", f"/admin/recommendations/modelversion/{versions[0].pk}/change/"):
            page.goto(address)
            page.evaluate("theme => document.documentElement.classList.toggle('dark', theme === 'dark')", theme)
            assert page.evaluate("document.documentElement.scrollWidth") == 390

    def test_earlier_version_is_in_use_after_two_key_strokes(self, log_in: Any, versions: Any) -> None:
        page = log_in("merchandiser")
        page.goto(f"/admin/recommendations/modelversion/{versions[0].pk}/change/")

        page.keyboard.press("a")
        page.locator(".model-confirm button").focus()
        page.keyboard.press("Enter")
        page.wait_for_selector(f"text=Version {versions[0]} is in use: the next list comes from it.")

        assert list(ModelVersion.objects.filter(active=True)) == [versions[0]]
