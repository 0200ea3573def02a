"""The generated shop: same seed same shop, honest counts, and no future in the events."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from recommendations.demo import DemoShop, generate_shop

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SIZE = {"products": 264, "shoppers": 150, "events": 6_000, "days": 90}


@pytest.fixture(scope="module")
def shop() -> DemoShop:
    return generate_shop(**SIZE, seed=7, now=NOW)


class GenerateShopTests:
    def test_shop_is_identical_when_seed_and_now_are(self, shop: DemoShop) -> None:
        again = generate_shop(**SIZE, seed=7, now=NOW)

        assert again == shop

    def test_shop_differs_when_seed_does(self, shop: DemoShop) -> None:
        other = generate_shop(**SIZE, seed=8, now=NOW)

        assert other.products != shop.products
        assert other.events != shop.events

    def test_error_names_the_time_zone_when_now_is_naive(self) -> None:
        with pytest.raises(ValueError, match="time zone"):
            generate_shop(**SIZE, now=datetime(2026, 11, 24))

    def test_counts_match_when_asked_for(self, shop: DemoShop) -> None:
        assert len(shop.products) == 264
        assert len(shop.shoppers) == 150
        assert abs(len(shop.events) - 6_000) <= 300
        assert len({product["id"] for product in shop.products}) == 264

    def test_a_shop_is_made_when_it_is_tiny(self) -> None:
        tiny = generate_shop(products=40, shoppers=5, events=60, days=30, now=NOW)

        assert len(tiny.products) == 40
        assert 57 <= len(tiny.events) <= 63

    def test_tree_has_eight_categories_of_three_to_five_leaves_when_built(self, shop: DemoShop) -> None:
        roots = [node["slug"] for node in shop.taxonomy if node["parent"] is None]
        leaves = Counter(node["parent"] for node in shop.taxonomy if node["parent"])

        assert len(roots) == 8
        assert set(leaves) == set(roots)
        assert set(leaves.values()) <= {3, 4, 5}
        assert all(set(node["names"]) == {"en", "zh-hans", "es", "de", "fr", "ja"} for node in shop.taxonomy)


class ExplorationTests:
    def lists(self, shop: DemoShop) -> list[list[dict]]:
        found: dict[str, list[dict]] = {}
        for event in shop.events:
            if event["type"] == "impression":
                found.setdefault(event["list"], []).append(event)
        return list(found.values())

    def test_lists_of_the_home_page_of_four_weeks_tell_their_probabilities(self, shop: DemoShop) -> None:
        for seen in self.lists(shop):
            first = seen[0]
            late = datetime.fromisoformat(first["occurred_at"]) >= NOW - timedelta(days=28)
            assert ("exploration" in first) <= (first["placement"] == "home" and late)
            if "exploration" in first:
                told = first["exploration"]
                assert sum(told["pool"].values()) == pytest.approx(len(told["base"]) * (1 - told["kept"]), abs=1e-4)
                assert not {*told["pool"]} & {*told["base"]}

    def test_what_is_seen_is_the_base_or_of_the_pool(self, shop: DemoShop) -> None:
        explored = whole = 0
        for seen in self.lists(shop):
            told = seen[0].get("exploration", {"base": [event["product_id"] for event in seen], "pool": {}})
            for event, base in zip(seen, told["base"], strict=False):
                assert event["product_id"] == base or event["product_id"] in told["pool"]
                explored += event["product_id"] != base
                whole += bool(told["pool"])
        assert 0.2 < explored / whole < 0.3


class EventTests:
    def test_events_are_in_time_order_before_now_when_generated(self, shop: DemoShop) -> None:
        moments = [datetime.fromisoformat(event["occurred_at"]) for event in shop.events]

        assert moments == sorted(moments)
        assert NOW - timedelta(days=90) <= moments[0]
        assert moments[-1] <= NOW

    def test_all_event_types_occur_once_each_when_generated(self, shop: DemoShop) -> None:
        types = {"view", "search", "cart", "purchase", "like", "dismiss", "click", "impression"}
        said = [tuple(sorted((key, str(value)) for key, value in e.items() if key != "event_id")) for e in shop.events]

        assert {event["type"] for event in shop.events} == types
        assert len({event["event_id"] for event in shop.events}) == len(shop.events)
        assert len(set(said)) == len(said)

    def test_nothing_is_seen_before_it_exists_when_new(self, shop: DemoShop) -> None:
        created = {product["id"]: product["created_at"] for product in shop.products}
        joined = {shopper["id"]: shopper["created_at"] for shopper in shop.shoppers}

        assert all(event["occurred_at"] >= created.get(event.get("product_id"), "") for event in shop.events)
        assert all(event["occurred_at"] >= joined[event["shopper_id"]] for event in shop.events)

    def test_newcomers_have_at_most_three_events_when_cold(self, shop: DemoShop) -> None:
        events = Counter(event["shopper_id"] for event in shop.events)
        cold = [shopper for shopper, truth in shop.truth["shoppers"].items() if truth["cold"]]

        assert len(cold) == 10
        assert all(events[shopper] <= 3 for shopper in cold)


class NextPurchaseTests:
    def test_next_purchases_are_new_and_sellable_when_planted(self, shop: DemoShop) -> None:
        bought = {
            (event["shopper_id"], event.get("product_id")) for event in shop.events if event["type"] == "purchase"
        }
        sellable = {product["id"] for product in shop.products if product["available"] and product["stock"] > 0}
        pairs = [(shopper, item) for shopper, items in shop.truth["next_purchases"].items() for item in items]

        assert not bought & set(pairs)
        assert {item for _, item in pairs} <= sellable
        assert {len(items) for items in shop.truth["next_purchases"].values()} == {1, 2, 3}
        assert len(shop.truth["next_purchases"]) > 0.8 * len(shop.shoppers)
