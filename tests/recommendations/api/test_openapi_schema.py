"""The description of the API: complete, without warnings, and what the service really does."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from catalog.models import Store
from recommendations.models import Scope
from recommendations.services.api_keys import api_key_create

PATHS = {
    "/api/v1/products/bulk/": ["post"],
    "/api/v1/products/{product_id}/": ["delete", "get", "put"],
    "/api/v1/products/{product_id}/hide/": ["post"],
    "/api/v1/products/{product_id}/similar/": ["get"],
    "/api/v1/picks/": ["get"],
    "/api/v1/events/": ["post"],
    "/api/v1/recommendations/": ["post"],
    "/api/v1/shoppers/{shopper_id}/recommendations/": ["get"],
}
OPERATIONS = [(path, method) for path, methods in PATHS.items() for method in methods]
CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance]
QUICK = settings(
    max_examples=30, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture
def description(db: None) -> Iterator[Any]:
    """The description as served; the service keeps the connection of the test while it is asked."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/schema/?format=json", get_wsgi_application())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def authorization(store: Store) -> dict[str, str]:
    return {"Authorization": f"Api-Key {api_key_create(name='test', scopes=Scope.values, store=store)[1]}"}


class OpenApiSchemaTests:
    def test_description_is_valid_and_without_warnings(self, tmp_path):
        call_command("spectacular", validate=True, fail_on_warn=True, file=str(tmp_path / "schema.yml"))

        assert "apiKey" in (tmp_path / "schema.yml").read_text()

    def test_every_call_is_described(self, description):
        methods = {"get", "post", "put", "delete"}
        paths = description.raw_schema["paths"]

        assert {path: sorted(methods & set(item)) for path, item in paths.items()} == PATHS

    def test_only_kinds_that_are_answered_are_offered_when_products_are_alike(self, description):
        parameters = description.raw_schema["paths"]["/api/v1/products/{product_id}/similar/"]["get"]["parameters"]

        assert next(one["schema"]["enum"] for one in parameters if one["name"] == "kind") == [
            "similar",
            "together",
            "visual",
        ]

    @pytest.mark.parametrize(("path", "method"), OPERATIONS)
    def test_any_input_gets_a_described_answer(self, description, authorization, three_products, path, method):
        operation = description[path][method]
        cases = operation.as_strategy() | operation.as_strategy(GenerationMode.NEGATIVE)

        @QUICK
        @given(case=cases)
        def check(case: Any) -> None:
            case.validate_response(case.call(headers=authorization), checks=CHECKS)

        check()


class DocsPageTests:
    def test_page_loads_nothing_from_elsewhere(self):
        page = Client().get("/api/docs/")

        assert page.status_code == 200
        assert b"swagger-ui-bundle.js" in page.content
        assert b"https://" not in page.content and b"http://" not in page.content
