"""Callers of the API."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from recommendations.api.keys import forget_keys


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
