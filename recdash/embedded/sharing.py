"""Who holds the private servers: the first holder starts them, the last one out stops them.

Every holder keeps a shared lock on one file. The kernel drops the lock of a killed process, so the count of
holders is always right. A second lock serialises starting and stopping.
"""

import atexit
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import IO

from recdash.embedded.home import Home
from recdash.embedded.postgres import Postgres
from recdash.embedded.valkey import Valkey
from recdash.environment import load_environment, var_dir

load_environment()

_held: dict[int, IO[str]] = {}  # by process id: a forked child is not a holder of its own


@cache
def home() -> Home:
    return Home(var_dir())


def database_url() -> str:
    """The operator's DATABASE_URL, or that of the private Postgres."""
    return os.environ.get("DATABASE_URL") or Postgres(home()).url


def broker_url() -> str:
    """The operator's BROKER_URL, or that of the private Valkey."""
    return os.environ.get("BROKER_URL") or Valkey(home()).url


def ensure_running() -> None:
    """Start or restart what is ours to run and does not answer."""
    with _starting():
        for server in _servers():
            server.ensure_running()


def hold() -> None:
    """Have the private servers running until this process ends; nothing to do where all are the operator's."""
    if not _servers() or os.getpid() in _held:
        return
    with _starting():
        holders = (home().state / "holders.lock").open("w")
        fcntl.flock(holders, fcntl.LOCK_SH)
        _held[os.getpid()] = holders
        atexit.register(release)
        for server in _servers():
            server.ensure_running()


def release(*, patience: float = 0.0) -> None:
    """Give the servers up, and stop them where nobody else holds them, or only for `patience` more seconds."""
    holders = _held.pop(os.getpid(), None)
    if holders is None:
        return
    with _starting(), holders:
        if _alone(holders, time.monotonic() + patience):
            for server in _servers():
                server.stop()


def _alone(holders: IO[str], until: float) -> bool:
    """Return whether no other process holds the servers, at once or before the clock shows `until`."""
    while True:
        try:
            fcntl.flock(holders, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                return False
            time.sleep(0.05)
        else:
            return True


def _servers() -> list[Postgres | Valkey]:
    ours: list[Postgres | Valkey] = []
    if not os.environ.get("DATABASE_URL"):
        ours.append(Postgres(home()))
    if not os.environ.get("BROKER_URL"):
        ours.append(Valkey(home()))
    return ours


@contextmanager
def _starting() -> Iterator[None]:
    with (home().state / "start.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
