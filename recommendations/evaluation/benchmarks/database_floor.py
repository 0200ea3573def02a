"""What the database alone needs for a query: the floor under every figure of the service."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg

WARM_UP = 20


@dataclass(frozen=True, slots=True)
class Query:
    """A parametrised statement and the arguments that it is asked with in turn."""

    sql: str
    arguments: tuple[Mapping[str, Any], ...]


def query_milliseconds(query: Query, *, connection: Mapping[str, Any], seconds: float) -> list[float]:
    """Return the milliseconds of each call, prepared, rows fetched, on one connection."""
    with psycopg.connect(**connection, autocommit=True) as database:
        for index in range(WARM_UP):
            _run(database, query, index)
        until = time.perf_counter() + seconds
        taken: list[float] = []
        while time.perf_counter() < until:
            started = time.perf_counter()
            _run(database, query, len(taken))
            taken.append((time.perf_counter() - started) * 1000)
    return taken


def _run(database: psycopg.Connection[Any], query: Query, index: int) -> Sequence[Any]:
    arguments = query.arguments[index % len(query.arguments)]
    return database.execute(query.sql, arguments, prepare=True).fetchall()
