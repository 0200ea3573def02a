"""A real Celery worker on the test's database and queue, for tests to warm up and to kill."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent.parent
STEP_SECONDS = 0.01


def wait_for(condition: Callable[[], bool], *, seconds: float) -> float:
    """Poll until the condition holds and return the seconds that took; fail after `seconds`."""
    started = time.monotonic()
    while not condition():
        waited = time.monotonic() - started
        assert waited < seconds, f"did not come true in {seconds} s"
        time.sleep(STEP_SECONDS)
    return time.monotonic() - started


class WorkerProcess:
    """One worker of one queue, in a process group of its own."""

    def __init__(self, queue: str, log: Path) -> None:
        self.log = log
        arguments = ["-m", "celery", "-A", "recdash", "worker", "-Q", queue, "-c", "1", "-n", f"{queue}-{log.stem}@%h"]
        with log.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, *arguments, "-l", "info"],
                cwd=ROOT,
                env=_environment(),
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait_until_ready(self) -> None:
        wait_for(lambda: " ready." in self.log.read_text(), seconds=120)

    def kill(self) -> None:
        """End the worker and its pool without a chance to say goodbye."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()


def _environment() -> dict[str, str]:
    """Return the environment in which the settings lead to the test's database and broker."""
    parameters = connection.settings_dict
    name, user, password = (parameters[key] for key in ("NAME", "USER", "PASSWORD"))
    host = urlencode({"host": parameters["HOST"] or parameters["OPTIONS"].get("host", "")})
    account = f"{user}:{password}" if password else user
    return {
        **os.environ,
        "DATABASE_URL": f"postgres://{account}@/{name}?{host}",
        "BROKER_URL": settings.CELERY_BROKER_URL,
        "OMP_NUM_THREADS": "1",
    }
