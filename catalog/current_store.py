"""Which store the running code works for: set once per request, task or command, read everywhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar, Token

DEFAULT_STORE_ID = 1  # made by the first migration

_current: ContextVar[int] = ContextVar("current_store_id", default=DEFAULT_STORE_ID)


def current_store_id() -> int:
    return _current.get()


def enter_store(store_id: int) -> Token[int]:
    return _current.set(store_id)


def leave_store(token: Token[int]) -> None:
    _current.reset(token)


@contextmanager
def in_store(store_id: int) -> Iterator[None]:
    """Run a block for one store."""
    token = enter_store(store_id)
    try:
        yield
    finally:
        leave_store(token)
