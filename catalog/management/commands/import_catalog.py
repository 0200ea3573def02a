"""Imports a product feed."""

from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from catalog.current_store import current_store_id
from catalog.feeds.errors import FieldError
from catalog.feeds.opening import open_feed
from catalog.feeds.options import ReaderOptions, parse_field_map
from catalog.feeds.registry import READERS
from catalog.management.base import StoreCommand
from catalog.models import FeedImport, Store
from catalog.services.imports import catalog_import

SHOWN_ERRORS = 20


class Command(StoreCommand):
    help = "Import products; every refused row is named with its field and the remedy, the others go in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", choices=READERS, required=True)
        parser.add_argument("--reviews", type=Path, help="the review file of the amazon_reviews format")
        parser.add_argument("--locale", help="locale of texts that name none (default: the store's)")
        parser.add_argument("--currency", help="currency of prices that name none (default: the store's)")
        parser.add_argument(
            "--map",
            nargs="+",
            action="extend",
            default=[],
            metavar="FIELD=COLUMN",
            help="for example title=name; may be given several times",
        )
        super().add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["file"].is_file():
            raise CommandError(f"file: {options['file']} is not a file")
        with ExitStack() as stack:
            done = catalog_import(
                path=options["file"],
                format=options["format"],
                options=self._reader_options(options, stack),
                progress=lambda now: self.stdout.write(f"{now.created + now.updated + now.unchanged:,} products"),
            )
        self._report(done, options)

    def _reader_options(self, options: dict[str, Any], stack: ExitStack) -> ReaderOptions:
        store = Store.objects.get(pk=current_store_id())
        try:
            field_map = parse_field_map(options["map"])
        except FieldError as error:
            raise CommandError(str(error)) from error
        reviews = options["reviews"]
        return ReaderOptions(
            default_locale=options["locale"] or store.default_locale,
            default_currency=options["currency"] or store.currency,
            field_map=field_map,
            reviews=stack.enter_context(open_feed(reviews)) if reviews else None,
        )

    def _report(self, done: FeedImport, options: dict[str, Any]) -> None:
        for row in done.report[:SHOWN_ERRORS]:
            self.stderr.write(f"row {row['row']}: {row['field']}: {row['message']}")
        if done.rejected > SHOWN_ERRORS:
            self.stderr.write(f"… and {done.rejected - SHOWN_ERRORS:,} more, see the import's page")
        if done.error:
            raise CommandError(done.error)
        counts = {name: getattr(done, name) for name in ("created", "updated", "unchanged", "rejected")}
        self.stdout.write(", ".join(f"{count:,} {name}" for name, count in counts.items()))
        seconds = (done.finished_at - done.started_at).total_seconds() if done.finished_at else 0.0
        self.write_json({**counts, "seconds": round(seconds, 1)}, options)
