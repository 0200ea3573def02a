"""Folders whose rows are steps with the items before them."""

import csv
import gzip
import json
from pathlib import Path

import pytest

from recommendations.evaluation.sequence_files import SequenceFileError
from recommendations.evaluation.window_files import read_windows

Rows = list[tuple[str, list[int], int]]


def write(folder: Path, valid: Rows, test: Rows) -> None:
    for part, rows in (("valid", valid), ("test", test)):
        with gzip.open(folder / f"x_{part}.csv.gz", "wt", newline="") as stream:
            lines = csv.writer(stream)
            lines.writerow(["user_id", "history_item_id", "item_id"])
            lines.writerows([user, str(history), target] for user, history, target in rows)
    items = {"7": {"title": "Glue", "brand": "Stik", "description": "['Holds.']"}, "8": {"title": "Tape"}}
    (folder / "x.item.json").write_text(json.dumps(items))


class ReadWindowsTests:
    def test_rows_of_a_user_become_one_sequence(self, tmp_path: Path) -> None:
        write(tmp_path, [("a", [7, 8], 9), ("b", [7], 7)], [("a", [8, 9], 7)])

        found, texts = read_windows(tmp_path)

        named = [[found.items[item] for item in row] for row in found.sequences]
        assert (found.users, named) == (["a", "b"], [["7", "8", "9", "7"], ["7", "7"]])
        assert {name: texts[at] for at, name in enumerate(found.items)} == {
            "7": "Glue. Stik. Holds.",
            "8": "Tape",
            "9": "",
        }

    def test_refused_when_a_step_is_missing(self, tmp_path: Path) -> None:
        write(tmp_path, [("a", [7], 8)], [("a", [7, 8, 9], 7)])

        with pytest.raises(SequenceFileError, match=r"x_test.csv.gz, line 2: .* user a"):
            read_windows(tmp_path)

    def test_refused_when_a_file_is_missing(self, tmp_path: Path) -> None:
        with pytest.raises(SequenceFileError, match=r"_valid\.csv\.gz"):
            read_windows(tmp_path)
