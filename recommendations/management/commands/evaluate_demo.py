"""Measures the demo shop against its planted truth."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command

from catalog.management.base import JsonCommand
from catalog.management.step_command import RowsFailed
from catalog.services.steps import ALL_STEPS, step_is_due
from recommendations.services.demo import demo_is_seeded
from recommendations.services.demo_evaluation import demo_evaluate


class Command(JsonCommand):
    help = "Compare features, interests, ranking and copy of the demo shop with what was planted in it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--as-is", action="store_true", help="measure what is there, run no step first")
        parser.add_argument("--seed", type=int, default=0, help="of the random baseline")
        super().add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["as_is"]:
            self._complete()
        figures = {name: round(value, 4) for name, value in demo_evaluate(options["seed"]).items()}
        for name, value in figures.items():
            self.stdout.write(f"{name:32} {value:g}")
        self.write_json(figures, options)

    def _complete(self) -> None:
        """Generate the shop and run the steps that have not run, so that the figures are those of a whole shop."""
        if not demo_is_seeded():
            call_command("seed_demo", stdout=self.stdout)
        for kind in ALL_STEPS:
            if step_is_due(kind=kind):
                self.stdout.write(f"{kind} …")
                try:
                    call_command(kind, stdout=self.stdout)
                except RowsFailed as error:  # the figures are of what is there
                    self.stderr.write(str(error))
