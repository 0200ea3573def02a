"""The bases of recdash's commands: one JSON object as the last line, and the store to work in."""

import json
from argparse import ArgumentParser
from collections.abc import Mapping
from contextlib import nullcontext
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from catalog.current_store import in_store
from catalog.models import Store


class JsonCommand(BaseCommand):
    """With `--json` its last line is one JSON object."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object as the last line")

    def write_json(self, body: Mapping[str, Any], options: Mapping[str, Any]) -> None:
        """Print the object where it was asked for."""
        if options["json"]:
            self.stdout.write(json.dumps(body))


class StoreCommand(JsonCommand):
    """Works in the store that `--store` names."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--store", default="", help="short name of the store; default: the first one")
        super().add_arguments(parser)

    def execute(self, *args: Any, **options: Any) -> str | None:
        chosen = options.get("store")
        with in_store(_store(chosen).pk) if chosen else nullcontext():
            return super().execute(*args, **options)


def _store(slug: str) -> Store:
    store = Store.objects.filter(slug=slug).first()
    if store is None:
        names = ", ".join(Store.objects.order_by("pk").values_list("slug", flat=True))
        raise CommandError(f"There is no store {slug}: choose from {names}.")
    return store
