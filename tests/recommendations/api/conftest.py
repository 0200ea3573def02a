"""Callers of the API: with the right key, with another scope, of another store, without a key."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from catalog.current_store import DEFAULT_STORE_ID, in_store
from catalog.feeds.validation import parse_product
from catalog.models import Product, Store
from catalog.services.products import product_upsert_many
from recommendations.api.keys import forget_keys
from recommendations.models import Placement
from recommendations.services.api_keys import api_key_create


class Caller:
    """A JSON client with one key; answers are (status, body)."""

    def __init__(self, key: str) -> None:
        self.http = Client(headers={"Authorization": f"Api-Key {key}"} if key else {})

    def get(self, path: str, **query: Any) -> tuple[int, Any]:
        return _answer(self.http.get(f"/api/v1/{path}", query))

    def post(self, path: str, body: Any) -> tuple[int, Any]:
        return _answer(self.http.post(f"/api/v1/{path}", json.dumps(body), content_type="application/json"))

    def put(self, path: str, body: Any) -> tuple[int, Any]:
        return _answer(self.http.put(f"/api/v1/{path}", json.dumps(body), content_type="application/json"))

    def delete(self, path: str) -> tuple[int, Any]:
        return _answer(self.http.delete(f"/api/v1/{path}"))


def _answer(response: Any) -> tuple[int, Any]:
    return response.status_code, json.loads(response.content) if response.content else None


@pytest.fixture(autouse=True)
def _fresh_keys() -> Iterator[None]:
    forget_keys()
    yield
    forget_keys()


@pytest.fixture
def store(db: None) -> Store:
    return Store.objects.get(pk=DEFAULT_STORE_ID)


@pytest.fixture
def other_store(db: None) -> Store:
    made = Store.objects.create(slug="other", name="Another shop", currency="USD")
    with in_store(made.pk):
        Placement.objects.create(key="home", name="Home page", k=10)
    return made


@pytest.fixture
def caller(store: Store) -> Callable[..., Caller]:
    """Return a maker of callers: `caller("recommend:read", store=…)`."""

    def make(*scopes: str, store: Store = store) -> Caller:
        return Caller(api_key_create(name="test", scopes=scopes, store=store)[1])

    return make


@pytest.fixture
def stranger(db: None) -> Caller:
    return Caller("")


@pytest.fixture
def add_products(store: Store) -> Callable[..., list[Product]]:
    """Return a maker of products in the current store, from rows as the API takes them."""

    def make(*rows: dict[str, Any]) -> list[Product]:
        records = [parse_product(row, default_locale="en", default_currency="EUR") for row in rows]
        product_upsert_many(records=records, refresh=False)
        return list(Product.objects.filter(external_id__in=[row["id"] for row in rows]).order_by("external_id"))

    return make


@pytest.fixture
def three_products(add_products: Callable[..., list[Product]]) -> list[Product]:
    return add_products(*({"id": f"p-{n}", "title": f"Backpack {n}", "price": 10 * n} for n in (1, 2, 3)))
