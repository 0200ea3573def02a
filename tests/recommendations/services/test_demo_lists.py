"""The demo's served lists: how each came about stands in the log, marked as generated."""

import pytest

from recommendations.models import ServedList
from recommendations.selectors.replay_log import logged_lists
from recommendations.services.demo_lists import demo_lists_store, owed
from tests.factories import ProductFactory, ShopperFactory

pytestmark = pytest.mark.django_db
TOLD = {"base": ["p-1", "p-2"], "pool": {"p-3": 0.5}, "kept": 0.75}


def seen(*names, **values):
    """An impression of each product in one list."""
    return [
        {
            "type": "impression", "list": "d-1", "placement": "home", "shopper_id": "s-1", "product_id": name,
            "occurred_at": "2026-11-24T12:00:00+00:00", **values,
        }
        for name in names
    ]  # fmt: skip


class DemoListsStoreTests:
    @pytest.fixture(autouse=True)
    def _rows(self):
        ShopperFactory(external_id="s-1")
        self.pks = [ProductFactory(external_id=f"p-{number}").pk for number in (1, 2, 3)]

    def test_log_tells_how_an_explored_list_came_about(self):
        demo_lists_store(events=seen("p-1", "p-3", exploration=TOLD))

        row = ServedList.objects.get()
        first, second, third = self.pks
        assert row.exploration == {
            "base": [first, second], "fixed": [], "pool": {str(third): 0.5}, "kept": 0.75, "generated": True,
        }  # fmt: skip
        [logged] = logged_lists([row])
        assert (logged.explored, logged.pool, logged.kept) == ([2], {third: 0.5}, 0.75)

    def test_list_that_broke_off_tells_no_probabilities(self):
        demo_lists_store(events=seen("p-1", exploration=TOLD))

        assert ServedList.objects.get().exploration is None

    def test_log_says_that_no_rule_was_at_work(self):
        demo_lists_store(events=seen("p-1", "p-2"))

        assert ServedList.objects.values_list("exploration", "rules").get() == (None, {})

    def test_storefront_is_told_nothing_of_it(self):
        [event] = seen("p-1", exploration=TOLD)

        assert "exploration" not in owed(event)
