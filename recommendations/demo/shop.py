"""Generates the whole demo shop from a seed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from recommendations.demo.diary import live, share_out
from recommendations.demo.future import next_purchases
from recommendations.demo.leaves import taxonomy
from recommendations.demo.products import WrittenProduct, write_product
from recommendations.demo.shelf import build_shelf
from recommendations.demo.shoppers import Person, draw_people
from recommendations.demo.specs import draw_specs
from recommendations.demo.visits import Visitor


@dataclass(frozen=True, slots=True)
class DemoShop:
    """A generated shop in the shape of the API's payloads, and the truth planted in it (never to be imported)."""

    products: list[dict[str, Any]]
    shoppers: list[dict[str, Any]]
    events: list[dict[str, Any]]
    taxonomy: list[dict[str, Any]]
    truth: dict[str, Any]


def generate_shop(
    *, products: int = 800, shoppers: int = 600, events: int = 40_000, days: int = 90, seed: int = 7, now: datetime
) -> DemoShop:
    """Generate a shop whose events fill the `days` before `now` (timezone-aware); the same arguments give the
    same shop. The truth holds `products`, `shoppers` and `next_purchases` (14 days after `now`)."""
    if now.tzinfo is None:
        raise ValueError("now must carry a time zone")
    now = now.replace(microsecond=0)
    catalogue, people, crowd = (np.random.default_rng([seed, stream]) for stream in range(3))
    specs = draw_specs(products, now=now, days=days, rng=catalogue)
    written = [write_product(spec, now=now, rng=catalogue) for spec in specs]
    shelf = build_shelf(written, catalogue)
    persons = draw_people(shoppers, now=now, days=days, rng=people)
    counts = share_out(persons, events, crowd)
    visitors = [
        live(person, count, shelf=shelf, now=now, days=days, rng=np.random.default_rng([seed, 3, index]))
        for index, (person, count) in enumerate(zip(persons, counts, strict=True))
    ]
    return DemoShop(
        products=[product.payload for product in written],
        shoppers=[person.as_payload() for person in persons],
        events=_in_time_order(visitors),
        taxonomy=taxonomy(),
        truth=_truth(written, persons, visitors, now),
    )


def _in_time_order(visitors: list[Visitor]) -> list[dict[str, Any]]:
    events = sorted((event for visitor in visitors for event in visitor.events), key=lambda event: event["occurred_at"])
    return [{"event_id": f"e-{number:06d}"} | event for number, event in enumerate(events, start=1)]


def _truth(
    written: list[WrittenProduct], persons: list[Person], visitors: list[Visitor], now: datetime
) -> dict[str, Any]:
    future = {visitor.person.id: next_purchases(visitor, now=now, rng=visitor.rng) for visitor in visitors}
    return {
        "products": {product.spec.id: product.truth for product in written},
        "shoppers": {person.id: person.as_truth() for person in persons},
        "next_purchases": {shopper: ids for shopper, ids in future.items() if ids},
    }
