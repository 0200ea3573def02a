"""Keys: what they grant, for how long, and that the store is left again."""

import time
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from catalog.current_store import DEFAULT_STORE_ID, current_store_id
from recommendations.api import keys
from recommendations.api.keys import forget_keys, grant_of
from recommendations.models import ApiKey
from recommendations.services.api_keys import api_key_create


def status_with(authorization: str) -> int:
    return Client(headers={"Authorization": authorization}).get("/api/v1/products/p-1/").status_code


@pytest.fixture
def key(store) -> str:
    return api_key_create(name="test", scopes=["catalog:write"], store=store)[1]


class ApiKeyAuthenticationTests:
    def test_right_key_is_accepted_whatever_the_case_of_the_keyword(self, key, three_products):
        assert status_with(f"Api-Key {key}") == 200
        assert status_with(f"api-key {key}") == 200

    @pytest.mark.parametrize("authorization", ["", "Api-Key", "Api-Key x", "Api-Key é\x00.'", "Bearer {key}", "{key}"])
    def test_anything_else_is_refused(self, key, three_products, authorization):
        assert status_with(authorization.format(key=key)) == 401

    def test_challenge_names_the_scheme(self, db):
        response = Client().get("/api/v1/products/p-1/")

        assert response.headers["WWW-Authenticate"] == "Api-Key"
        assert response.headers["Content-Type"] == "application/problem+json"

    def test_secret_with_a_known_prefix_is_refused(self, key):
        assert status_with(f"Api-Key {key[:-1]}{'a' if key[-1] != 'a' else 'b'}") == 401

    def test_key_is_looked_up_once_within_ten_seconds(self, key, django_assert_num_queries):
        grant_of(key)

        with django_assert_num_queries(0):
            assert grant_of(key).scopes == {"catalog:write"}

    def test_revoked_key_is_refused_after_ten_seconds_at_the_latest(self, key, monkeypatch):
        assert grant_of(key) is not None
        ApiKey.objects.update(revoked=True)

        later = time.monotonic() + keys.REMEMBER_SECONDS + 0.1
        monkeypatch.setattr(keys.time, "monotonic", lambda: later)

        assert keys.REMEMBER_SECONDS <= 10
        assert grant_of(key) is None

    def test_revoked_key_is_refused_at_once_when_not_remembered(self, key):
        ApiKey.objects.update(revoked=True)
        forget_keys()

        assert status_with(f"Api-Key {key}") == 401

    def test_key_that_expires_while_remembered_is_refused(self, store):
        soon = timezone.now() + timedelta(milliseconds=200)
        _, key = api_key_create(name="test", scopes=["catalog:write"], store=store, expires_at=soon)
        assert grant_of(key) is not None

        time.sleep(0.25)

        assert grant_of(key) is None

    def test_memory_of_keys_is_bounded(self, store, monkeypatch):
        monkeypatch.setattr(keys, "REMEMBER_KEYS", 2)

        for _ in range(5):
            grant_of(api_key_create(name="test", scopes=["catalog:write"], store=store)[1])

        assert len(keys._remembered) <= 2

    def test_store_is_left_when_the_request_ends(self, caller, other_store):
        foreign = caller("catalog:write", store=other_store)

        assert foreign.put("products/p-1/", {"title": "Theirs"})[0] == 201
        assert foreign.get("products/nowhere/")[0] == 404
        assert current_store_id() == DEFAULT_STORE_ID

    def test_store_is_left_when_the_request_fails(self, caller, other_store, monkeypatch):
        monkeypatch.setattr("recommendations.api.product_detail.find_product", lambda _: 1 / 0)
        foreign = caller("catalog:write", store=other_store)
        foreign.http.raise_request_exception = False

        assert foreign.get("products/p-1/")[0] == 500
        assert current_store_id() == DEFAULT_STORE_ID
