"""An encoder of the database's dimension, and callers of the API."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from catalog.models.vector import DIMENSION
from catalog.services import engines
from recdash.llm.fake import FakeTextEncoder
from recommendations.api.keys import forget_keys


@pytest.fixture(autouse=True)
def _encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the fake encoder write vectors that fit the columns; its own default is shorter."""
    encoder = FakeTextEncoder(DIMENSION)
    monkeypatch.setattr(engines, "_text_encoder", lambda name: encoder)


@pytest.fixture
def api(db: None, api_key: Callable[..., str]) -> Client:
    """An HTTP client of a shop with one key for all that a storefront does."""
    forget_keys()
    key = api_key("catalog:write", "events:write", "recommend:read")
    return Client(headers={"Authorization": f"Api-Key {key}"})


@pytest.fixture
def post(api: Client) -> Callable[..., Any]:
    """Return a function that posts JSON to an API path and returns (status, body)."""

    def send(path: str, body: Any) -> tuple[int, Any]:
        response = api.post(f"/api/v1/{path}", body, content_type="application/json")
        return response.status_code, response.json()

    return send


@pytest.fixture
def get(api: Client) -> Callable[..., Any]:
    """Return a function that gets an API path and returns (status, body)."""

    def fetch(path: str, **query: Any) -> tuple[int, Any]:
        response = api.get(f"/api/v1/{path}", query)
        return response.status_code, response.json()

    return fetch
