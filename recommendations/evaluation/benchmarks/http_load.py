"""A small HTTP client that keeps a service busy; run as a module, so that it has a process of its own."""

import http.client
import json
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True, slots=True)
class Load:
    """What to ask, how long, and on how many connections at once."""

    port: int
    paths: tuple[str, ...]
    headers: dict[str, str] = field(default_factory=dict)
    connections: int = 2
    seconds: float = 20.0


def drive(load: Load) -> dict[str, object]:
    """Return the milliseconds of every answer and the seconds it all took; each connection waits for its answer.

    Raises RuntimeError for the first answer that is not a success.
    """
    milliseconds: list[list[float]] = [[] for _ in range(load.connections)]
    failures: list[str] = []
    started = time.perf_counter()
    threads = [
        threading.Thread(target=_ask, args=(load, load.paths[index:] + load.paths[:index], taken, failures))
        for index, taken in enumerate(milliseconds)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise RuntimeError(failures[0])
    seconds = time.perf_counter() - started
    return {"milliseconds": [each for taken in milliseconds for each in taken], "seconds": seconds}


def _ask(load: Load, paths: Sequence[str], taken: list[float], failures: list[str]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", load.port, timeout=30)
    until = time.perf_counter() + load.seconds
    try:
        while time.perf_counter() < until and not failures:
            path = paths[len(taken) % len(paths)]
            started = time.perf_counter()
            connection.request("GET", path, headers=load.headers)
            answer = connection.getresponse()
            body = answer.read()
            taken.append((time.perf_counter() - started) * 1000)
            if answer.status != 200:
                failures.append(f"{path} answered {answer.status}: {body[:300].decode(errors='replace')}")
    except (OSError, http.client.HTTPException) as error:
        failures.append(f"The service stopped answering: {error!r}")
    finally:
        connection.close()


def as_json(load: Load) -> str:
    """Return what this module reads on its standard input."""
    return json.dumps(asdict(load))


def main() -> None:
    asked = json.load(sys.stdin)
    asked["paths"] = tuple(asked["paths"])
    sys.stdout.write(json.dumps(drive(Load(**asked))))


if __name__ == "__main__":
    main()
