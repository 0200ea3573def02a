"""The migrations since releases run backwards and forwards, and what the older tables can hold comes through."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from catalog.models import Product
from recommendations.models import Copy, Placement, Rule, RuleDay, ServedList
from tests.factories import ProductFactory, RuleFactory

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = [("recommendations", "0008_model_artefact_before")]


def migrate(targets: list[tuple[str, str]]) -> Any:
    """Go to these migrations, and return the models as they are there."""
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


@pytest.fixture
def latest() -> Iterator[list[tuple[str, str]]]:
    """Return the latest migrations, and go back to them however the test ends."""
    targets = [key for key in MigrationExecutor(connection).loader.graph.leaf_nodes() if key[0] == "recommendations"]
    yield targets
    MigrationExecutor(connection).migrate(targets)


class BackAndForthTests:
    def test_what_the_older_tables_can_hold_survives(self, latest):
        pin = RuleFactory(position=3)
        hide = RuleFactory(kind="hide", position=None)
        RuleFactory(kind="boost", position=None, strength=0.5)  # of a kind that there was not
        RuleFactory(product=ProductFactory(), position=4, enabled=False)  # would come into force
        Copy.objects.create(product=pin.product, locale="en", text="Light on your feet.")
        ServedList.objects.create(
            request_id="r-1", placement="home", served_at=timezone.now(), items=[pin.product_id], rules={"1": [1]}
        )
        RuleDay.objects.create(day=timezone.now().date(), placement="home", rank=1, impressions=5)

        old = migrate(BEFORE)

        rules = old.get_model("recommendations", "Rule").objects.order_by("kind")
        assert list(rules.values_list("kind", "placement__key", "product", "position")) == [
            ("hide", "home", hide.product_id, None),
            ("pin", "home", pin.product_id, 3),
        ]
        assert old.get_model("recommendations", "Placement").objects.count() == Placement.objects.count()
        assert old.get_model("recommendations", "Copy").objects.get().text == "Light on your feet."

        migrate(latest)

        found = Rule.objects.order_by("kind").values_list(
            "kind", "placements", "product", "position", "release__number", "release__state", "enabled"
        )
        assert list(found) == [
            ("hide", ["home"], hide.product_id, None, 1, "published", True),
            ("pin", ["home"], pin.product_id, 3, 1, "published", True),
        ]
        assert [rule.key == rule.pk for rule in Rule.objects.all()] == [True, True]
        assert Product.objects.count() == 4
        assert Copy.objects.get().text == "Light on your feet."
        assert not ServedList.objects.exists() and not RuleDay.objects.exists()  # tables of after

    def test_rules_of_before_come_into_a_published_release_with_their_flows(self, latest):
        product = ProductFactory()
        old = migrate(BEFORE)
        home = old.get_model("recommendations", "Placement").objects.get(key="home")
        old.get_model("recommendations", "Placement").objects.filter(pk=home.pk).update(k=7, new_share=0.2)
        old.get_model("recommendations", "Rule").objects.create(
            store_id=1, placement=home, product_id=product.pk, kind="pin", position=2, note="for the fair"
        )

        migrate(latest)

        rule = Rule.objects.get()
        assert (rule.placements, rule.product, rule.position, rule.note) == (["home"], product, 2, "for the fair")
        flow = rule.release.flows.get(placement__key="home")
        assert (flow.k, flow.new_share, flow.exploration_share, flow.fallback) == (7, 0.2, 0.0, "popular")
        assert rule.release.flows.count() == Placement.objects.count()
