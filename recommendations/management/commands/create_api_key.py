"""Make a key of the REST API and print it, once."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.utils import timezone

from catalog.current_store import current_store_id
from catalog.management.base import StoreCommand
from catalog.models import Store
from recommendations.models import ApiKey, Scope
from recommendations.services.api_keys import api_key_create


class Command(StoreCommand):
    help = "Make a key of the REST API. It is printed once and stored only as a hash."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="what will use the key, such as storefront")
        parser.add_argument("--scopes", required=True, help=f"parted by commas, from: {', '.join(Scope.values)}")
        parser.add_argument("--days", type=int, help="how long it is valid; default: until it is revoked")
        super().add_arguments(parser)

    def handle(self, *_: Any, **options: Any) -> None:
        days = options["days"]
        try:
            made, secret = api_key_create(
                name=options["name"],
                scopes=[scope.strip() for scope in options["scopes"].split(",") if scope.strip()],
                store=Store.objects.get(pk=current_store_id()),
                expires_at=None if days is None else timezone.now() + timedelta(days=days),
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        if not options["json"]:  # the key is shown once
            self.stdout.write(_words(made, secret))
        self.write_json(_body(made, secret), options)


def _body(made: ApiKey, secret: str) -> dict[str, Any]:
    return {"name": made.name, "key": secret, "store": made.store.slug, "scopes": made.scopes}


def _words(made: ApiKey, secret: str) -> str:
    granted = f"Key “{made.name}” of store {made.store.slug} with {', '.join(made.scopes)}."
    return f"{granted} Keep it now, it is not shown again:\n{secret}"
