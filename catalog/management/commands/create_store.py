"""Makes another store."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.utils.text import slugify

from catalog.feeds.errors import FieldError
from catalog.management.base import JsonCommand
from catalog.services.stores import store_create


class Command(JsonCommand):
    help = "Make another store with the usual placements; other commands work in it with --store."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="what staff read, such as “Tea Shop”")
        parser.add_argument("--key", default="", help="short name, such as tea-shop; default: made from the name")
        parser.add_argument("--locale", default="en", help="default locale (en)")
        parser.add_argument("--currency", default="EUR", help="currency (EUR)")
        super().add_arguments(parser)

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            store = store_create(
                name=options["name"],
                slug=options["key"] or slugify(options["name"]),
                default_locale=options["locale"],
                currency=options["currency"],
            )
        except ValidationError as error:
            told = [f"{field}: {' '.join(messages)}" for field, messages in error.message_dict.items()]
            raise CommandError(" ".join(told).replace("slug: ", "key: ")) from error
        except FieldError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Store {store.slug}: {store.name}, {store.default_locale}, {store.currency}.")
        self.write_json(
            {"store": store.slug, "name": store.name, "locale": store.default_locale, "currency": store.currency},
            options,
        )
