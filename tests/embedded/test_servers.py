"""The private servers: shared, restarted after a kill with nothing lost, and gone when nobody holds them."""

import fcntl
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
import redis

ROOT = Path(__file__).resolve().parent.parent.parent
pytestmark = pytest.mark.chaos

HOLD = """
import sys
from recdash import embedded
embedded.hold()
print(embedded.database_url(), embedded.broker_url(), flush=True)
for line in sys.stdin:
    embedded.ensure_running()
    print("running", flush=True)
embedded.release(patience=float(sys.argv[1]))
"""


class Holder:
    """A process that holds the servers of one var folder."""

    def __init__(self, var: Path, *, patience: float = 0.0) -> None:
        # Empty, not missing: a developer's .env may name servers.
        environment = {**os.environ, "RECDASH_VAR_DIR": str(var), "DATABASE_URL": "", "BROKER_URL": ""}
        self.process = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(patience)],
            cwd=ROOT,
            env=environment,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        database, broker = self.process.stdout.readline().split()
        self.sockets = database.rpartition("host=")[2]
        self.broker_socket = broker.removeprefix("redis+socket://").partition("?")[0]

    def ensure_running(self) -> None:
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == "running\n"

    def leave(self) -> None:
        self.process.stdin.close()
        assert self.process.wait(60) == 0

    def connect(self) -> psycopg.Connection:
        return psycopg.connect(host=self.sockets, user="recdash", dbname="recdash", autocommit=True)

    def broker(self) -> redis.Redis:
        return redis.Redis(unix_socket_path=self.broker_socket)

    def postmaster(self) -> int:
        data = next(path for path in (Path(self.sockets).parent / "postgres").glob("postmaster.pid"))
        return int(data.read_text().splitlines()[0])


@pytest.fixture
def var(tmp_path):
    return tmp_path / "var"


def gone(pid: int, seconds: float = 15.0) -> bool:
    """Wait until a process has ended; a zombie has."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if Path(f"/proc/{pid}/stat").read_text().split(") ")[1].startswith("Z"):
                return True
        except FileNotFoundError:
            return True
        time.sleep(0.1)
    return False


class ServersTests:
    def test_vectors_are_there_when_first_started(self, var):
        holder = Holder(var)

        with holder.connect() as connection:
            distance = connection.execute("SELECT '[1,0]'::halfvec <=> '[0,1]'::halfvec").fetchone()[0]

        assert distance == 1.0
        holder.leave()

    def test_no_committed_row_and_no_accepted_message_is_lost_when_both_are_killed(self, var):
        holder = Holder(var)
        with holder.connect() as connection:
            connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n")
        holder.broker().rpush("queue", *range(1000))
        broker_pid = holder.broker().info("server")["process_id"]

        os.kill(holder.postmaster(), signal.SIGKILL)
        os.kill(broker_pid, signal.SIGKILL)
        assert gone(broker_pid)
        holder.ensure_running()

        with holder.connect() as connection:
            assert connection.execute("SELECT count(*) FROM kept").fetchone()[0] == 1000
        assert holder.broker().llen("queue") == 1000
        holder.leave()

    def test_servers_are_shared_and_the_last_one_out_stops_them(self, var):
        first, second = Holder(var), Holder(var)
        postmaster, broker_pid = first.postmaster(), first.broker().info("server")["process_id"]
        assert second.postmaster() == postmaster

        first.leave()
        with second.connect() as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        second.leave()

        assert gone(postmaster) and gone(broker_pid)

    def test_servers_stop_when_what_else_holds_them_ends_soon(self, var):
        holder = Holder(var, patience=30)
        data = Path(holder.sockets).parent / "postgres"
        with (Path(holder.sockets).parent / "holders.lock").open("w") as dying:
            fcntl.flock(dying, fcntl.LOCK_SH)
            holder.process.stdin.close()
            with pytest.raises(subprocess.TimeoutExpired):
                holder.process.wait(1)
            assert (data / "postmaster.pid").exists()

        assert holder.process.wait(60) == 0
        assert not (data / "postmaster.pid").exists()

    def test_servers_stop_with_the_next_holder_when_one_was_killed(self, var):
        killed = Holder(var)
        postmaster = killed.postmaster()
        killed.process.kill()
        killed.process.wait()

        Holder(var).leave()

        assert gone(postmaster)

    def test_two_clones_do_not_meet(self, tmp_path):
        one, other = Holder(tmp_path / "one"), Holder(tmp_path / "other")

        assert one.sockets != other.sockets
        assert one.postmaster() != other.postmaster()
        one.leave()
        other.leave()

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the servers to another user")
    def test_servers_come_up_when_the_folder_is_closed_to_others(self, tmp_path):
        closed = tmp_path / "closed"
        closed.mkdir(mode=0o700)
        holder = Holder(closed / "var")

        with holder.connect() as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)

        assert closed.stat().st_mode & 0o777 == 0o700
        holder.leave()
