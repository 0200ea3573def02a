"""Evaluates recommenders on a file of sequences, by a protocol that published tables use."""

from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from catalog.management.base import JsonCommand
from recommendations.evaluation.interactions import evaluate_sets, read_interactions
from recommendations.evaluation.sequence_files import SequenceFileError
from recommendations.evaluation.sequences import evaluate, peak_memory_mb
from recommendations.management.sequence_evaluation import MODELS, PROTOCOLS, entrants, question, set_models

COLUMNS = ("hr_at_5", "ndcg_at_5", "hr_at_10", "ndcg_at_10", "ndcg_at_10_up", "ndcg_at_10_down", "coverage")


class Command(JsonCommand):
    requires_system_checks = []  # it needs neither pages nor a database
    help = "Fit recommenders to sequences, rank all items for every user, and report accuracy and what lists are like."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--sequences", type=Path, help="lines: <user> <item> <item> …, oldest first")
        parser.add_argument(
            "--interactions", type=Path, help="user, item, rating, timestamp; asks for a random quarter"
        )
        parser.add_argument("--text", type=Path, help="lines: <item or key> <text>")
        parser.add_argument("--item-keys", type=Path, help="lines: <item> <key>, where --text names items by a key")
        parser.add_argument("--order-keys", type=Path, help="lines: <item> <key>; tells up-steps from down-steps")
        parser.add_argument("--protocol", choices=sorted(PROTOCOLS), default="leave_last_out")
        parser.add_argument("--part", choices=["valid", "test"], default="test", help="valid: to tune on")
        parser.add_argument("--models", nargs="+", choices=list(MODELS), default=list(MODELS))
        parser.add_argument("--seed", type=int, default=0)
        parser.add_argument("--no-refit", action="store_true", help="leave out the rows fitted to validation items too")
        super().add_arguments(parser)

    def handle(self, *_: Any, **options: Any) -> None:
        if bool(options["sequences"]) == bool(options["interactions"]):
            raise CommandError("Name a file with --sequences or with --interactions.")
        try:
            self._sets(options) if options["interactions"] else self._sequences(options)
        except (SequenceFileError, OSError) as error:
            raise CommandError(str(error)) from error

    def _sets(self, options: Mapping[str, Any]) -> None:
        asked = read_interactions(options["interactions"], options["seed"])
        rows = evaluate_sets(asked, set_models(options["seed"]), lambda row: self.stdout.write(str(dict(row))))
        body = {"rows": rows, "peak_memory_mb": peak_memory_mb(), "protocol": "random_split", "seed": options["seed"]}
        self.write_json(body, options)

    def _sequences(self, options: Mapping[str, Any]) -> None:
        asked = question(options)
        self.stdout.write(f"{'model':<18}{'fit':<7}" + "".join(f"{name:>17}" for name in COLUMNS))
        result = evaluate(
            asked,
            entrants(options, asked),
            refit=not options["no_refit"] and options["part"] == "test",
            report=self._tell,
            progress=self._progress if options["verbosity"] > 1 else lambda _: None,
        )
        self.stdout.write(f"{result['users']} users, {result['peak_memory_mb']:.0f} MB at most")
        self.write_json({**result, "protocol": options["protocol"], "seed": options["seed"]}, options)

    def _tell(self, row: Mapping[str, Any]) -> None:
        cells = "".join(f"{row.get(name, float('nan')):>17.4f}" for name in COLUMNS)
        self.stdout.write(f"{row['model']:<18}{row['fit']:<7}{cells}")
        self.stdout.flush()

    def _progress(self, point: Mapping[str, Any]) -> None:
        self.stdout.write(" ".join(f"{name}={_short(value)}" for name, value in point.items()))
        self.stdout.flush()


def _short(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)
