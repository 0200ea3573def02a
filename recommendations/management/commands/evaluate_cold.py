"""Evaluates how well items are found that nobody has taken yet."""

from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from statistics import fmean
from typing import Any

from django.core.management.base import CommandError

from catalog.management.base import JsonCommand
from recommendations.evaluation.cold_trial import CUTOFFS, cold_question, cold_report
from recommendations.evaluation.sequence_files import SequenceFileError, item_texts, read_pairs, read_sequences
from recommendations.evaluation.window_files import read_windows
from recommendations.management.sequence_evaluation import content_vectors

COLUMNS = tuple(f"recall_at_{k}" for k in CUTOFFS)
FIGURES = (*COLUMNS, *(f"times_random_at_{k}" for k in CUTOFFS))


class Command(JsonCommand):
    help = "Hide a share of the items in training, and report how often the users who took one next would find it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        source = parser.add_mutually_exclusive_group(required=True)
        source.add_argument("--sequences", type=Path, help="lines: <user> <item> <item> …, oldest first; needs --text")
        source.add_argument("--windows", type=Path, metavar="DIR", help="folder of *_{valid,test}.csv.gz, *.item.json")
        parser.add_argument("--text", type=Path, help="lines: <item or key> <text>")
        parser.add_argument("--item-keys", type=Path, help="lines: <item> <key>, where --text names items by a key")
        parser.add_argument("--share", type=float, default=0.1, help="of the items, hidden in training")
        parser.add_argument("--part", choices=["valid", "test"], default="test", help="valid: to tune on")
        parser.add_argument("--seed", type=int, default=0, help="says which items are hidden")
        parser.add_argument(
            "--repeats", type=int, default=1, help="times, with the seeds that follow; texts are read once"
        )
        super().add_arguments(parser)

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            sequences, texts = _read(options)
            content = content_vectors(texts)
            repeats = []
            for seed in range(options["seed"], options["seed"] + options["repeats"]):
                asked = cold_question(sequences, content, share=options["share"], seed=seed, part=options["part"])
                repeats.append({"seed": seed, **cold_report(asked, seed=seed)})
                self._tell(repeats[-1])
        except (ValueError, OSError) as error:
            raise CommandError(str(error)) from error
        means = {name: round(fmean(one[name] for one in repeats), 4) for name in FIGURES}
        self.stdout.write("mean of all repeats: " + ", ".join(f"{name} {value}" for name, value in means.items()))
        self.write_json({**means, "share": options["share"], "part": options["part"], "repeats": repeats}, options)

    def _tell(self, result: Mapping[str, Any]) -> None:
        self.stdout.write(
            "seed {seed}: {users} users whose next item is one of {cold_items} hidden ones".format(**result)
        )
        self.stdout.write(f"{'model':<28}" + "".join(f"{name:>14}" for name in COLUMNS))
        for row in result["rows"]:
            self.stdout.write(f"{row['model']:<28}" + "".join(f"{row[name]:>14.4f}" for name in COLUMNS))
        self.stdout.flush()


def _read(options: Mapping[str, Any]) -> tuple[list[list[int]], list[str]]:
    if options["windows"]:
        found, texts = read_windows(options["windows"])
        return found.sequences, texts
    if not options["text"]:
        raise SequenceFileError("Without --text nothing is known of an item that nobody has taken.")
    found = read_sequences(options["sequences"])
    keys = read_pairs(options["item_keys"]) if options["item_keys"] else None
    return found.sequences, item_texts(found.items, read_pairs(options["text"]), keys)
