"""Benchmarks of rules and of the preview: what they ask, and that nothing of them stays."""

from typing import Any

import pytest

from recommendations.management.studio_benchmarks import run_preview, run_rules
from recommendations.models import ApiKey, Release, Rule, ServedList
from recommendations.services import bench_preview, bench_rules
from tests.factories import ItemPopularityFactory, PlacementFactory, ProductFactory, ShopperFactory
from users.models import InterestVector, User

KEPT = (ApiKey, Release, Rule, ServedList, User)


def options(**changes: Any) -> dict[str, Any]:
    return {"products": 1, "shoppers": 5, "rules": 3, "k": 2, "seconds": 0.0} | changes


def rows() -> list[int]:
    return [model.objects.count() for model in KEPT]


@pytest.mark.django_db
class BenchStudioTests:
    @pytest.fixture(autouse=True)
    def _shop(self) -> None:
        PlacementFactory()
        ItemPopularityFactory(product=ProductFactory(texts__title="Trail shoe"))
        shopper = ShopperFactory(external_id="s-1")
        InterestVector.objects.create(shopper=shopper, position=0, weight=1.0, embedding=[1.0] + [0.0] * 511)

    @pytest.mark.parametrize("run", [run_rules, run_preview])
    def test_nothing_stays_in_the_database(self, run: Any) -> None:
        before = rows()

        run(options())

        assert rows() == before

    def test_rules_are_in_force_in_one_of_two_answers(self, monkeypatch: Any) -> None:
        in_force: list[int] = []
        timed = bench_rules._timed

        def counted(ask: Any, shopper: str) -> float:
            in_force.append(Rule.live.count())
            return timed(ask, shopper)

        monkeypatch.setattr(bench_rules, "_timed", counted)

        found = run_rules(options(rules=7))

        assert in_force == ([0] * 5 + [7] * 5) * 5
        assert (found["rules"], found["requests"], found["unit"]) == (7, 5, "ms, p50")

    def test_page_of_a_draft_and_the_page_without_rules_take_turns(self, monkeypatch: Any) -> None:
        asked: list[str] = []
        monkeypatch.setattr(bench_preview, "_timed", lambda ask, query: asked.append(query) or 1.0)

        found = run_preview(options())

        number = Release.objects.order_by("-number").first().number
        draft = f"shopper=s-1&placement=home&k=2&draft={number + 2}"
        assert asked == [draft, "shopper=s-1&placement=home&k=2&rules=0"] * 11
        assert {name: found[name] for name in ("figure", "ratio", "p50_ms", "p95_ms", "pages", "rules")} == {
            "figure": 1.0,
            "ratio": 1.0,
            "p50_ms": 1.0,
            "p95_ms": 1.0,
            "pages": 1,
            "rules": 3,
        }

    def test_page_that_fails_ends_the_measurement(self, monkeypatch: Any) -> None:
        monkeypatch.setattr(User, "has_perm", lambda *_: False)

        with pytest.raises(RuntimeError, match="answered 403"):
            run_preview(options())
