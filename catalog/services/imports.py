"""Reads a feed into the catalog and writes down what became of each row."""

import logging
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.utils import timezone

from catalog.current_store import current_store_id
from catalog.feeds.opening import open_feed
from catalog.feeds.options import ReaderOptions
from catalog.feeds.records import ProductRecord, RowError
from catalog.feeds.registry import READERS
from catalog.models import FeedImport, Store
from catalog.services.products import BATCH_SIZE, product_upsert_many
from recdash.lib.batches import batches

logger = logging.getLogger(__name__)

LONGEST_REPORT = 1000  # refused rows kept in words; the count goes on

Progress = Callable[[FeedImport], None]


def store_options() -> ReaderOptions:
    """Return the options of a file that says nothing of locale and currency: the store's."""
    store = Store.objects.get(pk=current_store_id())
    return ReaderOptions(default_locale=store.default_locale, default_currency=store.currency)


def feed_import_create(*, format: str, file_name: str, kind: str = "catalog", started_by: Any = None) -> FeedImport:
    """Open the report of an import that is about to run."""
    return FeedImport.objects.create(format=format, file_name=file_name[-300:], kind=kind, started_by=started_by)


def catalog_import(
    *,
    path: str | Path,
    format: str,
    options: ReaderOptions | None = None,
    started_by: Any = None,
    refresh: bool = False,
    progress: Progress | None = None,
) -> FeedImport:
    """Import a file; good rows go in whatever the others are."""
    feed_import = feed_import_create(format=format, file_name=Path(path).name, started_by=started_by)
    return feed_import_run(feed_import=feed_import, path=path, options=options, refresh=refresh, progress=progress)


def feed_import_run(
    *,
    feed_import: FeedImport,
    path: str | Path,
    options: ReaderOptions | None = None,
    refresh: bool = True,
    progress: Progress | None = None,
) -> FeedImport:
    """Fill an opened report by reading its file; a file that breaks off keeps what was read before."""
    try:
        with open_feed(path) as stream:
            rows = READERS[feed_import.format](stream, options=options or store_options())
            for batch in batches(rows, BATCH_SIZE):
                _store(feed_import, batch, refresh)
                feed_import.save()
                if progress:
                    progress(feed_import)
    except OSError as error:
        feed_import.error = f"The file cannot be read: {error}"
    feed_import.status = FeedImport.Status.FAILED if feed_import.error else FeedImport.Status.DONE
    feed_import.finished_at = timezone.now()
    feed_import.save()
    return feed_import


def _store(feed_import: FeedImport, batch: list[ProductRecord | RowError], refresh: bool) -> None:
    records = [row for row in batch if isinstance(row, ProductRecord)]
    upserted = product_upsert_many(records=records, refresh=refresh)
    feed_import.created += upserted.created
    feed_import.updated += upserted.updated
    feed_import.unchanged += upserted.unchanged
    refused = [asdict(row) for row in batch if isinstance(row, RowError)]
    refused += [
        {"row": None, "field": result.field, "message": result.message, "external_id": result.external_id}
        for result in upserted.results
        if result.outcome == "error"
    ]
    feed_import.rejected += len(refused)
    feed_import.report += refused[: LONGEST_REPORT - len(feed_import.report)]
