"""Reads an event file and writes down what became of each row."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.utils import timezone

from catalog.feeds.opening import open_feed
from catalog.feeds.options import ReaderOptions
from catalog.feeds.records import RowError
from catalog.models import FeedImport
from catalog.services.imports import LONGEST_REPORT, feed_import_create
from recdash.lib.batches import batches
from users.events.reading import read_events
from users.events.records import EventRecord
from users.services.events import events_record

BATCH_SIZE = 2000


def events_import(
    *,
    path: str | Path,
    format: str,
    options: ReaderOptions | None = None,
    started_by: Any = None,
    progress: Callable[[FeedImport], None] | None = None,
) -> FeedImport:
    """Import a file of events; good rows go in whatever the others are. `unchanged` counts duplicates."""
    feed_import = feed_import_create(format=format, file_name=Path(path).name, kind="events", started_by=started_by)
    with open_feed(path) as stream:
        rows = read_events(stream, file_format=format, now=timezone.now(), options=options or ReaderOptions())
        for batch in batches(rows, BATCH_SIZE):
            _store(feed_import, batch)
            if progress:
                progress(feed_import)
    feed_import.status, feed_import.finished_at = FeedImport.Status.DONE, timezone.now()
    feed_import.save()
    return feed_import


def _store(feed_import: FeedImport, batch: list[EventRecord | RowError]) -> None:
    records = [row for row in batch if isinstance(row, EventRecord)]
    stored = events_record(records=records, refresh=False)
    refused = [asdict(row) for row in batch if isinstance(row, RowError)]
    for error in stored.rejected:
        record = records[error.index]
        row = {"row": record.row, "field": error.field, "message": error.message, "external_id": record.event_id}
        refused.append(row)
    feed_import.created += stored.accepted
    feed_import.unchanged += stored.duplicate
    feed_import.rejected += len(refused)
    feed_import.report += refused[: LONGEST_REPORT - len(feed_import.report)]
    feed_import.save()
