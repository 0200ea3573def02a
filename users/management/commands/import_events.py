"""Imports a file of events."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from catalog.feeds.errors import FieldError
from catalog.management.base import StoreCommand
from users.events.reading import EVENT_READERS, guess_format
from users.services.imports import events_import

SHOWN_ERRORS = 20


class Command(StoreCommand):
    help = "Import events; every refused row is named with its field and the remedy, the others go in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", choices=EVENT_READERS, help="default: by the file's name")
        super().add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["file"].is_file():
            raise CommandError(f"file: {options['file']} is not a file")
        try:
            file_format = options["format"] or guess_format(options["file"])
        except FieldError as error:
            raise CommandError(str(error)) from error
        done = events_import(path=options["file"], format=file_format)
        for row in done.report[:SHOWN_ERRORS]:
            self.stderr.write(f"row {row['row']}: {row['field']}: {row['message']}")
        counts = {"created": done.created, "updated": 0, "unchanged": done.unchanged, "rejected": done.rejected}
        self.stdout.write(", ".join(f"{count:,} {name}" for name, count in counts.items()))
        seconds = (done.finished_at - done.started_at).total_seconds() if done.finished_at else 0.0
        self.write_json({**counts, "seconds": round(seconds, 1)}, options)
