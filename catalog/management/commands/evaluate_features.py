"""Measures the trained extractor on annotated titles."""

import random
import time
from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from catalog.features.tagging.annotated import AnnotatedTitle, proposal_scores, read_annotated, to_example
from catalog.features.tagging.config import TaggingConfig
from catalog.features.tagging.extractor import TaggedExtractor
from catalog.features.tagging.fitting import TooFewExamples, fit_extractor
from catalog.management.base import JsonCommand


class Command(JsonCommand):
    help = "Train the extractor on annotated titles and compare what it finds in others with their annotation."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--train", type=Path, required=True, help="JSON lines: input, category, target_scores")
        parser.add_argument("--test", type=Path, required=True, help="the same form; read after training")
        parser.add_argument("--rows", type=int, help="train on so many rows, the first after a shuffle")
        parser.add_argument("--seed", type=int, default=0, help="of shuffle and training")
        super().add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        rows = self._read(options["train"])
        if options["rows"]:
            random.Random(options["seed"]).shuffle(rows)
        config = replace(TaggingConfig(), seed=options["seed"], threads=settings.RECDASH_THREADS)
        started = time.monotonic()
        try:
            extractor = fit_extractor(
                [to_example(row) for row in rows[: options["rows"]]], config, progress=self.stdout.write
            )
        except TooFewExamples as error:
            raise CommandError(str(error)) from error
        seconds = round(time.monotonic() - started, 1)
        figures = measure(extractor, self._read(options["test"])) | {"seconds_trained": seconds}
        for name, value in figures.items():
            self.stdout.write(f"{name:24} {value:g}")
        self.write_json(figures, options)

    def _read(self, file: Path) -> list[AnnotatedTitle]:
        try:
            return read_annotated(file)
        except (OSError, ValueError) as error:
            raise CommandError(f"{file} cannot be read: {error}") from error


def measure(extractor: TaggedExtractor, rows: list[AnnotatedTitle]) -> dict[str, float]:
    """Return the figures on rows: F1 of all values; how many need no look, and the share of these that is right.

    `auto_accept_share` is the number of values that need no look divided by the number of true values.
    """
    started = time.monotonic()
    proposals = extractor.propose([row.passage for row in rows])
    seconds = time.monotonic() - started
    scores = proposal_scores(proposals, rows)
    sure = proposal_scores([[one for one in some if one.sure] for some in proposals], rows)
    stated = sum(len(row.values) for row in rows)
    accepted = sum(one.sure for some in proposals for one in some)
    figures = {
        "precision": scores.precision,
        "recall": scores.recall,
        "f1": scores.f1,
        "auto_accept_share": accepted / max(1, stated),
        "auto_accept_precision": sure.precision,
        "products_per_second": len(rows) / seconds,
    }
    return {name: round(value, 4) for name, value in {**figures, **extractor.decisions.metrics}.items()}
