"""Reads a folder in which each row is a step with the few items before it.

The layout is `*_valid.csv.gz`, `*_test.csv.gz`, `*.item.json`.
"""

import ast
import csv
import gzip
import json
from pathlib import Path

from recommendations.evaluation.sequence_files import SequenceFileError, SequenceSet, numbered

_DESCRIPTION = 300  # characters that are read of it


def read_windows(folder: Path) -> tuple[SequenceSet, list[str]]:
    """Return each user's sequence, put together again from their rows in order, and the items' texts.

    The first row of a user gives what came before, every row adds its target. The text is title, brand and the
    beginning of the description. Raises SequenceFileError for a missing file and for a row that does not follow
    on the user's rows before it.
    """
    sequences: dict[str, list[str]] = {}
    for part in ("valid", "test"):
        path = _file(folder, f"*_{part}.csv.gz")
        with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
            for number, row in enumerate(csv.DictReader(stream), start=2):
                before = [str(item) for item in ast.literal_eval(row["history_item_id"])]
                known = sequences.setdefault(row["user_id"], before[:])
                if known[-len(before) :] != before[-len(known) :]:
                    raise SequenceFileError(
                        f"{path}, line {number}: the history skips a step of user {row['user_id']}."
                    )
                known.append(row["item_id"])
    found = numbered(list(sequences), list(sequences.values()))
    described = json.loads(_file(folder, "*.item.json").read_text(encoding="utf-8"))
    return found, [_text(described.get(item, {})) for item in found.items]


def _text(item: dict[str, str]) -> str:
    description = item.get("description", "").strip("[]'\" ")[:_DESCRIPTION]
    return ". ".join(part for part in (item.get("title", ""), item.get("brand", ""), description) if part)


def _file(folder: Path, pattern: str) -> Path:
    found = sorted(folder.glob(pattern))
    if not found:
        raise SequenceFileError(f"{folder} holds no {pattern}.")
    return found[0]
