"""/healthz, /readyz, /metrics"""

import time

import pytest
from celery import current_app
from django.db import connections
from django.test import Client, override_settings

from recommendations.api import health_checks
from recommendations.api.health_checks import Check, check_database, check_language_model, check_queue


@pytest.fixture
def unreachable_database(db, monkeypatch):
    parameters = connections["default"].get_connection_params() | {"host": "127.0.0.1", "port": "1"}
    monkeypatch.setattr(type(connections["default"]), "get_connection_params", lambda _: parameters)


@pytest.fixture
def unreachable_broker(monkeypatch):
    monkeypatch.setattr(current_app.conf, "broker_write_url", "redis://127.0.0.1:1/0")


class HealthTests:
    def test_process_is_alive_without_any_database(self, django_assert_num_queries, db):
        with django_assert_num_queries(0):
            response = Client().get("/healthz")

        assert (response.status_code, response.json()) == (200, {"status": "ok"})

    def test_service_is_ready_though_no_worker_runs(self, db, monkeypatch):
        monkeypatch.setattr(current_app.control, "ping", lambda **_: [])

        response = Client().get("/readyz")

        assert response.status_code == 200
        body = response.json()
        assert body["status"] == "degraded"
        assert [body["checks"][name]["status"] for name in ("database", "broker", "worker")] == ["ok", "ok", "failing"]
        assert body["checks"]["worker"]["remedy"].startswith("Start a worker: celery -A recdash worker")

    def test_database_that_is_down_is_named_with_its_remedy(self, unreachable_database, db):
        response = Client().get("/readyz")

        assert (response.status_code, response.json()["status"]) == (503, "unavailable")
        assert response.json()["checks"]["database"] == {
            "status": "failing",
            "remedy": "Start Postgres, or correct DATABASE_URL.",
        }

    def test_broker_that_is_down_is_named_with_its_remedy(self, unreachable_broker, db):
        response = Client().get("/readyz")

        assert response.status_code == 503
        assert response.json()["checks"]["broker"]["remedy"] == "Start Valkey, or correct BROKER_URL."

    def test_answer_comes_within_the_time_limit_when_everything_is_down(
        self, unreachable_database, unreachable_broker, db
    ):
        started = time.monotonic()

        assert Client().get("/readyz").status_code == 503
        assert time.monotonic() - started < 5 * health_checks.TIMEOUT_SECONDS

    def test_metrics_are_in_the_format_of_prometheus(self, db):
        response = Client().get("/metrics")

        assert response.status_code == 200
        assert b"# TYPE django_http_requests_total_by_method_total counter" in response.content


class HealthChecksTests:
    def test_database_answers(self, db):
        assert check_database() == [Check("database", True, True)]

    def test_worker_that_answers_is_healthy(self, monkeypatch):
        monkeypatch.setattr(current_app.control, "ping", lambda **_: [{"celery@here": {"ok": "pong"}}])

        assert check_queue() == [Check("broker", True, True), Check("worker", True, False)]

    @pytest.mark.parametrize("name", ["fake", "http://localhost:11434/v1", "Qwen/Qwen2.5-0.5B-Instruct"])
    def test_model_that_needs_no_file_here_is_healthy(self, name):
        with override_settings(RECDASH_LLM=name):
            assert check_language_model() == [Check("language_model", True, False)]

    def test_folder_with_a_model_is_healthy(self, tmp_path):
        (tmp_path / "config.json").write_text("{}")

        with override_settings(RECDASH_LLM=str(tmp_path)):
            assert check_language_model()[0].ok is True

    def test_missing_weights_are_named_with_their_remedy(self, tmp_path):
        with override_settings(RECDASH_LLM=str(tmp_path / "nowhere")):
            [check] = check_language_model()

        assert (check.ok, check.required) == (False, False)
        assert "requirements-models.txt" in check.remedy
