"""Measure a part of the service against a reference in the same run."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from catalog.management.base import StoreCommand
from recommendations.management.benchmarks import BENCHMARKS


class Command(StoreCommand):
    help = "Measure a part of the service against a reference that is measured in the same run."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", choices=sorted(BENCHMARKS))
        parser.add_argument("--products", type=int, default=1, help="how many products there must be")
        parser.add_argument("--shoppers", type=int, default=200, help="how many shoppers are asked for at most")
        parser.add_argument("--seconds", type=float, default=20.0, help="how long is measured")
        parser.add_argument("-k", type=int, default=20, help="items of a list")
        parser.add_argument("--rules", type=int, help="rules, preview: how many are at work (500, 50)")
        parser.add_argument("--nights", type=int, default=1, help="training: how many nights are gone on from")
        parser.add_argument("--grounded", action="store_true", help="llm: write with allowed words only")
        super().add_arguments(parser)

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            result = BENCHMARKS[options["name"]](options)
        except RuntimeError as error:
            raise CommandError(str(error)) from error
        width = max(map(len, result))
        for name, value in result.items():
            self.stdout.write(f"{name:<{width}}  {value}")
        self.write_json(result, options)
