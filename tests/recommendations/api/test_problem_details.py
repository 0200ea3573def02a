"""Errors that any call can answer with."""

import pytest
from django.test import Client, override_settings
from django.urls import get_resolver
from rest_framework.views import APIView

from recommendations.models import Scope

JSON = "application/json"


@pytest.fixture
def http(caller) -> Client:
    return caller("events:write").http


class ProblemTests:
    @pytest.mark.parametrize(
        ("body", "detail"),
        [
            (b'{"a": ', "The body is not valid JSON at line 1 column 7: Expecting value. Correct it there."),
            (b'"\xff"', "The body is not UTF-8 at byte 1: encode it in UTF-8."),
            (b'{"a": NaN}', "The body has a number that is too long or not finite: correct it."),
            (b"1" * 5000, "The body has a number that is too long or not finite: correct it."),
            (b"[" * 200_000, "The body is nested too deeply: send flat objects."),
        ],
    )
    def test_body_that_is_no_json_is_refused(self, http, body, detail):
        response = http.post("/api/v1/events/", body, content_type=JSON)

        assert (response.status_code, response.json()["detail"]) == (400, detail)
        assert response.headers["Content-Type"] == "application/problem+json"

    @pytest.mark.parametrize(
        "content_type", ["text/csv", "application/x-www-form-urlencoded", "multipart/form-data", ""]
    )
    def test_other_media_types_are_refused(self, http, content_type):
        response = http.post("/api/v1/events/", b"[]", content_type=content_type)

        assert response.status_code == 415
        assert response.json()["detail"].endswith("send application/json.")

    def test_charset_in_the_media_type_is_accepted(self, http):
        assert http.post("/api/v1/events/", b"[]", content_type="application/json; charset=utf-8").status_code == 202

    def test_empty_body_is_refused(self, http):
        response = http.post("/api/v1/events/", b"", content_type=JSON)

        assert (response.status_code, response.json()["detail"]) == (400, "body: is empty: send a JSON list of events")

    def test_body_in_chunks_is_refused(self, http):
        response = http.post("/api/v1/events/", b"", content_type=JSON, headers={"Transfer-Encoding": "chunked"})

        assert (response.status_code, response.json()["detail"]) == (
            400,
            "The body came in chunks: send it in one piece, with its Content-Length.",
        )

    @override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1000)
    def test_body_that_is_too_large_is_refused(self, http):
        response = http.post("/api/v1/events/", b"[" + b" " * 1000 + b"]", content_type=JSON)

        assert response.status_code == 413
        assert response.json()["errors"] == [
            {"field": "body", "message": "The body has more than 1,000 bytes: send fewer rows at once."}
        ]

    def test_unforeseen_error_is_a_500_problem_without_its_cause(self, http, monkeypatch):
        monkeypatch.setattr("recommendations.api.events.events_record", lambda **_: 1 / 0)
        http.raise_request_exception = False

        response = http.post("/api/v1/events/", b"[]", content_type=JSON)

        assert response.status_code == 500
        assert response.json()["type"] == "urn:recdash:problem:internal-error"
        assert b"division" not in response.content

    @pytest.mark.parametrize("path", ["/api/v1/nothing/", "/api/v1/events", "/api/v1/"])
    def test_unknown_address_is_a_404_problem(self, db, path):
        response = Client().post(path, b"[]", content_type=JSON)

        assert response.status_code == 404
        assert response.json()["detail"].startswith("There is nothing at this address: every address ends in a slash")

    def test_answer_is_json_whatever_is_accepted(self, http):
        response = http.post("/api/v1/events/", b"[]", content_type=JSON, headers={"Accept": "text/html"})

        assert (response.status_code, response.headers["Content-Type"]) == (202, JSON)
        assert response.headers["Cache-Control"] == "no-store"


class ScopeTests:
    def test_every_method_of_every_view_names_a_scope(self):
        views = [
            pattern.callback.view_class
            for pattern in get_resolver("recommendations.api.urls").url_patterns
            if pattern.name not in ("schema", "docs", "unknown")
        ]

        assert len(views) == 8
        for view in views:
            methods = {name.upper() for name in ("get", "post", "put", "delete") if hasattr(view, name)}
            assert issubclass(view, APIView)
            assert set(view.required_scopes) == methods
            assert set(view.required_scopes.values()) <= set(Scope)
