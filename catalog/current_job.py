"""Which job the running code works for, if any: set where a chunk runs, read by what is logged of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_current: ContextVar[int | None] = ContextVar("current_job_id", default=None)


def current_job_id() -> int | None:
    return _current.get()


@contextmanager
def in_job(job_id: int) -> Iterator[None]:
    """Run a block for one job."""
    token = _current.set(job_id)
    try:
        yield
    finally:
        _current.reset(token)
