"""Take many rows from one body, and keep what is wrong with each apart."""

from typing import Any

from catalog.feeds.errors import FieldError

MAX_ROWS = 1000


def rows_of(body: Any, *, name: str, single: bool = False) -> list[Any]:
    """Return the rows of a body that is a list, `{name: [...]}`, or with `single` one object.

    Raises FieldError where it is neither or holds more than MAX_ROWS.
    """
    if isinstance(body, dict) and name in body:
        body = body[name]
    elif single and isinstance(body, dict):
        body = [body]
    if not isinstance(body, list):
        found = "is empty" if body is None else "is not a list"
        raise FieldError("body", f"{found}: send a JSON list of {name}")
    if len(body) > MAX_ROWS:
        raise FieldError("body", f"has {len(body):,} {name}, allowed are {MAX_ROWS:,}: split it into several calls")
    return body


def error_body(error: FieldError) -> dict[str, str]:
    return {"field": error.field, "message": error.message}


def external_id_of(row: Any, key: str) -> str:
    """Return a row's own id as far as it has one, to name the row in its refusal."""
    value = row.get(key) if isinstance(row, dict) else None
    return str(value)[:200] if isinstance(value, str | int) and not isinstance(value, bool) else ""
