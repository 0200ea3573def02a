"""Private Postgres + pgvector and Valkey for a one-command start and for tests; imported by no app."""

from recdash.embedded.sharing import broker_url, database_url, ensure_running, hold, release

__all__ = ["broker_url", "database_url", "ensure_running", "hold", "release"]
