"""Cells of CSV files that a spreadsheet shows and never runs."""

import csv
from collections.abc import Iterable, Iterator, Sequence

STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(text: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula: with an apostrophe in front where it might."""
    return f"'{text}" if text.lstrip(" ").startswith(STARTS_FORMULA) else text


class _Echo:
    def write(self, line: str) -> str:
        return line


def csv_lines(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield each row as a line, for a response that streams."""
    writer = csv.writer(_Echo())
    for row in rows:
        yield writer.writerow([safe_cell(cell) for cell in row])  # returns what write does
