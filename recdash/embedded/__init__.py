"""Private Postgres + pgvector and Valkey for a one-command start and for tests; imported by no app."""

from recdash.embedded.sharing import VAR, broker_url, database_url, ensure_running, hold, release

__all__ = ["VAR", "broker_url", "database_url", "ensure_running", "hold", "release"]
