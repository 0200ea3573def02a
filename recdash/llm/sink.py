"""Where call records go: one process-wide sink, set by the application that keeps the AI ledger."""

import hashlib
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from recdash.llm.types import CallRecord, Purpose, Sink


def _drop(record: CallRecord) -> None:
    """Accept a record and keep nothing: the sink before an application sets its own."""


_sink: Sink = _drop


def set_sink(sink: Sink | None) -> Sink:
    """Send every later call record to `sink` (None drops them), and return the sink it takes the place of."""
    global _sink
    previous, _sink = _sink, sink or _drop
    return previous


def record(call: CallRecord) -> None:
    """Hand one call record to the sink."""
    _sink(call)


@dataclass(slots=True)
class TokenCount:
    """Tokens of a call in progress, added up by the model while it works."""

    tokens_in: int = 0
    tokens_out: int = 0


@contextmanager
def recorded_call(model: str, purpose: Purpose, prompts: Sequence[str], prefix: str) -> Iterator[TokenCount]:
    """Time the block, and record the call when it ends without an exception."""
    count = TokenCount()
    started = time.perf_counter()
    yield count
    milliseconds = (time.perf_counter() - started) * 1000
    digest = hash_inputs(prompts, prefix)
    record(CallRecord(purpose, model, len(prompts), count.tokens_in, count.tokens_out, milliseconds, digest))


def hash_inputs(prompts: Sequence[str], prefix: str) -> str:
    """Return the SHA-256 of the prefix and the prompts, each closed by a zero byte, in hexadecimal."""
    digest = hashlib.sha256()
    for text in (prefix, *prompts):
        digest.update(text.encode())
        digest.update(b"\0")
    return digest.hexdigest()
