"""The client that keeps a service busy."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from recommendations.evaluation.benchmarks.http_load import Load, as_json, drive

seen: list[tuple[str, str]] = []


class Answering(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        seen.append((self.path, self.headers["Authorization"]))
        body = b'{"detail": "no such list"}' if self.path == "/missing" else b"{}"
        self.send_response(404 if self.path == "/missing" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep the output of the tests clean."""


@pytest.fixture
def port() -> Iterator[int]:
    seen.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


class DriveTests:
    def test_every_answer_is_timed_and_paths_take_turns(self, port):
        measured = drive(Load(port, ("/a", "/b"), {"Authorization": "Api-Key x"}, connections=2, seconds=0.2))

        assert len(measured["milliseconds"]) == len(seen) >= 4
        assert {path for path, _ in seen} == {"/a", "/b"}
        assert {key for _, key in seen} == {"Api-Key x"}
        assert measured["seconds"] >= 0.2

    def test_answer_that_is_no_success_ends_it_with_its_text(self, port):
        with pytest.raises(RuntimeError, match=r"/missing answered 404: .*no such list"):
            drive(Load(port, ("/missing",), seconds=5))

    def test_service_that_is_gone_ends_it(self):
        with pytest.raises(RuntimeError, match="stopped answering"):
            drive(Load(1, ("/a",), seconds=5))

    def test_module_reads_its_load_and_writes_its_measurements(self, port):
        command = [sys.executable, "-m", "recommendations.evaluation.benchmarks.http_load"]
        load = Load(port, ("/a",), connections=1, seconds=0.1)

        finished = subprocess.run(command, input=as_json(load), capture_output=True, text=True, check=True)

        assert len(json.loads(finished.stdout)["milliseconds"]) == len(seen)
