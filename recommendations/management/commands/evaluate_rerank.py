"""Evaluates the ranking of short lists of candidates, by a benchmark's own lists."""

import time
from argparse import ArgumentParser
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from catalog.management.base import JsonCommand
from recommendations.evaluation.rerank_lists import RerankSet
from recommendations.evaluation.rerank_report import CUTOFFS
from recommendations.evaluation.rerank_trial import RerankTrial, rerank_report
from recommendations.evaluation.sequences import peak_memory_mb
from recommendations.management.sequence_evaluation import content_vectors
from recommendations.training.blend.recdash import Recdash, RecdashConfig

COLUMNS = tuple(f"ndcg_at_{k}" for k in CUTOFFS)
EPOCHS, LEARNING_RATE = 5, 2e-3  # enough for tens of thousands of users: later epochs gained nothing on validation


class Command(JsonCommand):
    help = "Fit recommenders to the histories of a re-ranking folder, and rank its lists of 20 candidates."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="*.item, *.valid.inter.gz, *.test.inter.gz, *.random")
        parser.add_argument("--refit", action="store_true", help="add rows fitted to the validation items too")
        parser.add_argument("--seed", type=int, default=0)
        super().add_arguments(parser)

    def handle(self, *_: Any, **options: Any) -> None:
        started = time.monotonic()
        try:
            data = RerankSet.read(options["folder"])
        except (ValueError, OSError) as error:
            raise CommandError(str(error)) from error
        trial = RerankTrial(data, content_vectors(data.titles), recommender(options["seed"]), seed=options["seed"])
        validation = trial.fit(self._progress if options["verbosity"] > 1 else lambda _: None)
        result = rerank_report(trial, data, fit="train", seed=options["seed"])
        if options["refit"]:
            trial.refit(self._progress if options["verbosity"] > 1 else lambda _: None)
            result["rows"] += rerank_report(trial, data, fit="refit", seed=options["seed"])["rows"]
        self._tell(result)
        told = {"validation": validation, "seed": options["seed"]}
        measured = {"seconds": round(time.monotonic() - started, 1), "peak_memory_mb": peak_memory_mb()}
        self.write_json(result | told | measured, options)

    def _tell(self, result: Mapping[str, Any]) -> None:
        self.stdout.write(f"{'model':<18}{'fit':<11}" + "".join(f"{name:>12}" for name in COLUMNS))
        for row in [*result["rows"], *result["published"]]:
            cells = "".join(f"{row[name]:>12.4f}" for name in COLUMNS)
            self.stdout.write(f"{row['model']:<18}{row.get('fit', 'published'):<11}{cells}")

    def _progress(self, point: Mapping[str, Any]) -> None:
        self.stdout.write(" ".join(f"{name}={value}" for name, value in point.items()))
        self.stdout.flush()


def recommender(seed: int) -> Recdash:
    """Return recdash with one sequence model, whose training is short since there are many users.

    Its own second stage is left out: the lists have one.
    """
    config = RecdashConfig.for_seed(seed)
    sequence = replace(
        config.sequences[0], epochs=EPOCHS, learning_rate=LEARNING_RATE, dropout=0.4, evaluate_every=1, seed=seed
    )
    return Recdash(replace(config, sequences=(sequence,), weighed_users=2_000, second_stage_users=0))
