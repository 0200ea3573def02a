"""Generates the demo shop."""

import time
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from catalog.management.base import JsonCommand
from catalog.models import Product
from recommendations.services.demo import demo_is_seeded, demo_key, demo_seed, demo_staff
from users.models import Interaction, Shopper


class Command(JsonCommand):
    help = "Generate the demo shop with its staff and an API key; does nothing where it stands already."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--products", type=int, default=800)
        parser.add_argument("--shoppers", type=int, default=600)
        parser.add_argument("--events", type=int, default=40_000)
        parser.add_argument("--seed", type=int, default=7)
        parser.add_argument("--force", action="store_true", help="generate even where a demo shop stands")
        super().add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        generate = options["force"] or not demo_is_seeded()
        if generate:
            sizes = {name: options[name] for name in ("products", "shoppers", "events", "seed")}
            self.stdout.write("Generating the demo shop …")
            demo_seed(**sizes, say=lambda line: self.stdout.write(f"  {line}"))
        self.stdout.write("\nLog in as (user / password):")
        logins, key = demo_staff(), demo_key()
        for login in logins:
            self.stdout.write(f"  {login.name} / {login.password}")
        self.stdout.write(f"\nAPI key: {key}\n")
        people = {"logins": [asdict(login) for login in logins], "key": key}
        seconds = round(time.monotonic() - started, 1)
        self.write_json({"generated": generate, **_counts(), **people, "seconds": seconds}, options)


def _counts() -> dict[str, int]:
    models = {"products": Product, "shoppers": Shopper, "events": Interaction}
    return {name: model.objects.count() for name, model in models.items()}
