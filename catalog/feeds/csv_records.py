"""Cut a CSV file into records, so that a broken record spoils no other one."""

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from catalog.feeds.csv_quotes import ends_inside_quotes
from catalog.feeds.lines import Line

DELIMITERS = (",", ";", "\t")
MAX_LINES = 500
NEVER_CLOSED = "a quote opened in this row never closes: add the missing quote, or double a quote inside a cell"


@dataclass(frozen=True, slots=True)
class CsvRecord:
    """The cells of one record and the line on which it starts, or the problem with it."""

    number: int
    cells: list[str]
    problem: str = ""


def sniff_delimiter(header: str) -> str:
    """Return the delimiter that occurs most often in the header line; a comma where none occurs."""
    return max(DELIMITERS, key=header.count)


def read_csv_records(lines: Iterator[Line], delimiter: str, *, max_bytes: int) -> Iterator[CsvRecord]:
    """Yield the records that are not blank; the first one, the header, sets the number of cells expected.

    A quote that closes nowhere, or only in a later row, costs the row in which it opens: reading goes on
    with the line after it.
    """
    waiting: deque[Line] = deque()
    width = 0
    while True:
        taken, is_open = _collect(waiting, lines, delimiter, max_bytes)
        if not taken:
            return
        if not any(line.text.strip() or line.problem for line in taken):
            continue
        record = CsvRecord(taken[0].number, [], NEVER_CLOSED) if is_open else _parse(taken, delimiter)
        if is_open or (len(taken) > 1 and width and len(record.cells) != width):
            waiting.extendleft(reversed(taken[1:]))
            record = CsvRecord(record.number, [], taken[0].problem or NEVER_CLOSED)
        width = width or len(record.cells)
        yield record


def _collect(waiting: deque[Line], lines: Iterator[Line], delimiter: str, max_bytes: int) -> tuple[list[Line], bool]:
    taken: list[Line] = []
    size, is_open = 0, False
    while not taken or is_open:
        line = waiting.popleft() if waiting else next(lines, None)
        if line is None:
            break
        taken.append(line)
        size += len(line.text)
        is_open = ends_inside_quotes(line.text, delimiter, inside=is_open)
        if is_open and (size > max_bytes or len(taken) >= MAX_LINES):
            break
    return taken, is_open


def _parse(taken: list[Line], delimiter: str) -> CsvRecord:
    number = taken[0].number
    problem = next((line.problem for line in taken if line.problem), "")
    try:
        # Strict across lines: a quote that swallows the next rows ends beside text, which only strict notices.
        texts = [line.text + "\n" for line in taken]
        cells = next(csv.reader(texts, delimiter=delimiter, strict=len(taken) > 1), [])
    except csv.Error as error:
        return CsvRecord(number, [], problem or f"is not valid CSV ({error}): correct this row")
    return CsvRecord(number, cells, problem)
