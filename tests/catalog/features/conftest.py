"""Extraction is tested without a ledger: no call is recorded."""

from collections.abc import Iterator

import pytest

from recdash.llm import sink


@pytest.fixture(autouse=True)
def no_ledger(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(sink, "_sink", lambda record: None)
    yield
