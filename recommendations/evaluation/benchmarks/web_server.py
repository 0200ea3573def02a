"""Run the service as in production, on a free local port, for as long as a block lasts."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START_SECONDS = 60


@contextmanager
def web_server(application: str, folder: Path, configuration: str) -> Iterator[int]:
    """Start gunicorn for `module:name` as its configuration says, and yield its port once it answers.

    Raises RuntimeError with its output where it does not start.
    """
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "-c", configuration]
    environment = {**os.environ, "LOG_LEVEL": "ERROR"}
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=output)
        try:
            if not _answers(process, port):
                output.seek(0)
                raise RuntimeError(f"gunicorn did not start: {output.read().decode(errors='replace')[-2000:]}")
            yield port
        finally:
            process.terminate()
            process.wait(timeout=30)


def free_port() -> int:
    """Return a port that nobody listens on at the moment."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _answers(process: subprocess.Popen[bytes], port: int) -> bool:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False
