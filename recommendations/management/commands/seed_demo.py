"""Generates the demo shop."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from recommendations.services.demo import demo_is_seeded, demo_key, demo_seed, demo_staff


class Command(BaseCommand):
    help = "Generate the demo shop with its staff and an API key; does nothing where it stands already."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--products", type=int, default=800)
        parser.add_argument("--shoppers", type=int, default=600)
        parser.add_argument("--events", type=int, default=40_000)
        parser.add_argument("--seed", type=int, default=7)
        parser.add_argument("--force", action="store_true", help="generate even where a demo shop stands")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["force"] or not demo_is_seeded():
            sizes = {name: options[name] for name in ("products", "shoppers", "events", "seed")}
            self.stdout.write("Generating the demo shop …")
            demo_seed(**sizes, say=lambda line: self.stdout.write(f"  {line}"))
        self.stdout.write("\nLog in as (user / password):")
        for login in demo_staff():
            self.stdout.write(f"  {login.name} / {login.password}")
        self.stdout.write(f"\nAPI key: {demo_key()}\n")
