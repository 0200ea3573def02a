"""Evaluates how well items are found that nobody has taken yet."""

from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from catalog.management.base import JsonCommand
from recommendations.evaluation.cold_trial import CUTOFFS, cold_question, cold_report
from recommendations.evaluation.sequence_files import SequenceFileError, item_texts, read_pairs, read_sequences
from recommendations.evaluation.window_files import read_windows
from recommendations.management.sequence_evaluation import content_vectors

COLUMNS = tuple(f"recall_at_{k}" for k in CUTOFFS)


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
        super().add_arguments(parser)

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            sequences, texts = _read(options)
            content = content_vectors(texts)
            asked = cold_question(
                sequences, content, share=options["share"], seed=options["seed"], part=options["part"]
            )
        except (ValueError, OSError) as error:
            raise CommandError(str(error)) from error
        result = cold_report(asked, seed=options["seed"])
        self.stdout.write(f"{'model':<28}" + "".join(f"{name:>14}" for name in COLUMNS))
        for row in result["rows"]:
            self.stdout.write(f"{row['model']:<28}" + "".join(f"{row[name]:>14.4f}" for name in COLUMNS))
        self.stdout.write("{users} users whose next item is one of {cold_items} hidden items".format(**result))
        self.write_json(result | {"share": options["share"], "seed": options["seed"]}, options)


def _read(options: Mapping[str, Any]) -> tuple[list[list[int]], list[str]]:
    if options["windows"]:
        found, texts = read_windows(options["windows"])
        return found.sequences, texts
    if not options["text"]:
        raise SequenceFileError("Without --text nothing is known of an item that nobody has taken.")
    found = read_sequences(options["sequences"])
    keys = read_pairs(options["item_keys"]) if options["item_keys"] else None
    return found.sequences, item_texts(found.items, read_pairs(options["text"]), keys)
