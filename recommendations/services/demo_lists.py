"""The lists that the demo's shoppers saw, as if the API had given them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from catalog.models import Product
from recommendations.models import ServedList
from recommendations.selectors.attribution import attribution_token
from users.models import Shopper

LIST, EXPLORATION, MODEL = "list", "exploration", "demo"


def owed(event: Mapping[str, Any]) -> dict[str, Any]:
    """Return an event of the demo as a storefront sends it: with the token of the list that it came from."""
    sent = {name: value for name, value in event.items() if name not in (LIST, EXPLORATION)}
    if LIST in event:
        sent["attribution_token"] = attribution_token(event[LIST], event["placement"], MODEL)
    return sent


def demo_lists_store(*, events: Iterable[Mapping[str, Any]]) -> int:
    """Write down the served lists, each with its products in the order in which they were seen; return how many."""
    shown: dict[str, list[Mapping[str, Any]]] = {}
    for event in events:
        if LIST in event and event["type"] == "impression":
            shown.setdefault(event[LIST], []).append(event)
    products = dict(Product.objects.values_list("external_id", "pk"))
    shoppers = dict(Shopper.objects.values_list("external_id", "pk"))
    rows = [_served(name, seen, products, shoppers) for name, seen in shown.items()]
    ServedList.objects.bulk_create(rows, batch_size=2000, ignore_conflicts=True)
    return len(rows)


def _served(
    name: str, seen: list[Mapping[str, Any]], products: Mapping[str, int], shoppers: Mapping[str, int]
) -> ServedList:
    return ServedList(
        request_id=name,
        placement=seen[0]["placement"],
        shopper_id=shoppers[seen[0]["shopper_id"]],
        served_at=datetime.fromisoformat(seen[0]["occurred_at"]),
        items=list(dict.fromkeys(products[event["product_id"]] for event in seen)),
        exploration=_exploration(seen, products),
        rules={},  # noted, and none was at work
    )


def _exploration(seen: list[Mapping[str, Any]], products: Mapping[str, int]) -> dict[str, Any] | None:
    """Return how the list came about, marked as generated; None of a list that broke off, as its places are unknown."""
    told = seen[0].get(EXPLORATION)
    if told is None or len(told["base"]) != len(seen):
        return None
    return {
        "base": [products[name] for name in told["base"]],
        "fixed": [],
        "pool": {str(products[name]): chance for name, chance in told["pool"].items()},
        "kept": told["kept"],
        "generated": True,
    }
