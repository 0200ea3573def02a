"""How long a storefront waits for a list."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from recommendations.evaluation.benchmarks.database_floor import Query, query_milliseconds
from recommendations.evaluation.benchmarks.durations import percentile, summary
from recommendations.evaluation.benchmarks.http_load import Load, as_json
from recommendations.evaluation.benchmarks.web_server import web_server

CONNECTIONS = 2
WARM_UP_SECONDS = 3.0
FLOOR_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class ApiSetup:
    """What is measured: the application and its folder, a key, the shoppers asked for, and the bare query."""

    application: str
    folder: Path
    key: str
    shopper_ids: tuple[str, ...]
    floor: Query
    connection: Mapping[str, Any]
    configuration: str  # of gunicorn
    k: int = 20
    seconds: float = 20.0


def bench_api(setup: ApiSetup) -> dict[str, Any]:
    """Return what 2 connections get out of GET recommendations, against the bare query of the same retrieval."""
    floor = query_milliseconds(setup.floor, connection=setup.connection, seconds=FLOOR_SECONDS)
    with web_server(setup.application, setup.folder, setup.configuration) as port:
        _drive(setup, port, WARM_UP_SECONDS)
        measured = _drive(setup, port, setup.seconds)
    milliseconds = measured["milliseconds"]
    times = summary(milliseconds)
    reference = percentile(sorted(floor), 0.5)
    return {
        "figure": times["p50_ms"],
        "unit": "ms, p50",
        "reference": round(reference, 3),
        "reference_name": "bare pgvector query, p50 in ms",
        "ratio": round(times["p50_ms"] / reference, 2),
        "requests_per_second": round(len(milliseconds) / measured["seconds"], 1),
        **times,
        "requests": len(milliseconds),
        "connections": CONNECTIONS,
        "k": setup.k,
        "shoppers": len(setup.shopper_ids),
    }


def _drive(setup: ApiSetup, port: int, seconds: float) -> dict[str, Any]:
    paths = tuple(f"/api/v1/shoppers/{quote(each, safe='')}/recommendations/?k={setup.k}" for each in setup.shopper_ids)
    load = Load(port, paths, {"Authorization": f"Api-Key {setup.key}"}, CONNECTIONS, seconds)
    command = [sys.executable, "-m", "recommendations.evaluation.benchmarks.http_load"]
    finished = subprocess.run(command, input=as_json(load), capture_output=True, text=True, cwd=setup.folder)
    if finished.returncode:
        raise RuntimeError(finished.stderr.strip().splitlines()[-1])
    measured: dict[str, Any] = json.loads(finished.stdout)
    return measured
