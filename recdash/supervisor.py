"""Runs the demo in the foreground: private servers, web, workers and the scheduler, until told to stop.

    python -m recdash.supervisor

What ends by itself is started again; SIGINT and SIGTERM stop everything in the reverse order.
"""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from recdash import embedded
from recdash.environment import ROOT, load_environment, var_dir

load_environment()
PORT = os.environ.get("PORT", "8000")
BIN = Path(sys.executable).parent
STOP_SECONDS = 10.0
KILL_SECONDS = 5.0  # until a killed process has given back its memory
WATCH_SECONDS = 1.0
CELERY = [str(BIN / "celery"), "--quiet", "-A", "recdash"]

PROCESSES = {
    "web": [
        str(BIN / "gunicorn"), "recdash.wsgi", "--bind", f"127.0.0.1:{PORT}", "-c", "python:recdash.gunicorn",
    ],
    # Two workers, so that a shopper's new event never waits behind a language model.
    "fast": [*CELERY, "worker", "-Q", "fast", "-c", "1", "-n", "fast@%h", "-l", "warning"],
    "slow": [*CELERY, "worker", "-Q", "slow", "-c", "1", "-n", "slow@%h", "-l", "warning"],
    "beat": [*CELERY, "beat", "-l", "warning", "-s", "{var}/beat"],
}  # fmt: skip


@dataclass
class Supervisor:
    """The processes of one demo."""

    stopping: bool = False
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def run(self) -> int:
        """Start everything, keep it up, and stop it when asked; return the exit status."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.ask_to_stop)
        embedded.hold()
        try:
            self._manage("migrate", "--verbosity", "0")
            self._start("web")
            self._announce_address()
            self._manage("seed_demo")
            for name in PROCESSES:
                self._start(name)
            self._manage("start_steps")
            self._watch()
        finally:
            killed = self._stop_all()
            # The children of a killed process hold the servers until they are gone, too.
            embedded.release(patience=KILL_SECONDS if killed else 0.0)
        return 0

    def ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _manage(self, *arguments: str) -> None:
        if self.stopping:
            return
        done = subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=self._environment())
        if done.returncode != 0 and not self.stopping:
            raise SystemExit(f"manage.py {arguments[0]} failed, see above")

    def _start(self, name: str) -> None:
        if self.stopping or name in self.running:
            return
        command = [word.format(var=var_dir()) for word in PROCESSES[name]]
        # A session of its own: the terminal's Ctrl-C comes to us alone, and we stop them in order.
        self.running[name] = subprocess.Popen(command, cwd=ROOT, env=self._environment(), start_new_session=True)

    def _watch(self) -> None:
        while not self.stopping:
            time.sleep(WATCH_SECONDS)
            embedded.ensure_running()
            for name, process in list(self.running.items()):
                if process.poll() is not None and not self.stopping:
                    print(f"{name} ended with status {process.returncode}, starting it again", flush=True)
                    del self.running[name]
                    self._start(name)

    def _stop_all(self) -> bool:
        """Stop all processes; return whether one had to be killed."""
        killed = False
        for process in reversed(self.running.values()):
            with suppress(ProcessLookupError):
                process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in self.running.values():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                # A worker in the middle of a batch: its task is delivered again at the next start.
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                killed = True
        return killed

    def _announce_address(self) -> None:
        print(f"\nrecdash is coming up at http://127.0.0.1:{PORT}/admin/ (Ctrl-C stops it)\n", flush=True)

    def _environment(self) -> dict[str, str]:
        defaults = {
            "OMP_NUM_THREADS": "2",
            "TQDM_DISABLE": "1",  # read when tqdm is first imported, which a library may do before we could say so
            "PYTHONWARNINGS": "ignore:You're running the worker with superuser",  # in a container that is the custom
        }
        return {**defaults, **os.environ, "PYTHONUNBUFFERED": "1"}


if __name__ == "__main__":
    sys.exit(Supervisor().run())
