"""Read annotated titles, JSON lines of `input`, `category` and `target_scores`: {attribute: {value: 1}}."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from catalog.features.evaluation import Scores, exact_scores
from catalog.features.tagging.tokens import split_tokens, token_span
from catalog.features.tagging.types import Example, Passage, Proposal


@dataclass(frozen=True, slots=True)
class AnnotatedTitle:
    """A title and what people say that it states; values as written, whether or not they stand in the title."""

    passage: Passage
    values: frozenset[tuple[str, str]]


def read_annotated(file: Path) -> list[AnnotatedTitle]:
    """Read a file; raise ValueError with the line's number where one has another form."""
    rows = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            try:
                row = json.loads(line)
                values = frozenset((name, value) for name, some in row["target_scores"].items() for value in some)
                rows.append(AnnotatedTitle(Passage(row["input"], row.get("category", "")), values))
            except (KeyError, AttributeError, TypeError, json.JSONDecodeError) as error:
                raise ValueError(f"Line {number} is no object with input and target_scores: {error!r}") from error
    return rows


def to_example(row: AnnotatedTitle) -> Example:
    """Return the example of a row: each value at the first place where it stands as whole tokens."""
    text = row.passage.text
    tokens = split_tokens(text)
    spans: dict[str, tuple[int, int]] = {}
    for name, value in sorted(row.values):
        places = [place for place in _places(text, value.strip()) if token_span(tokens, *place)]
        if places:
            spans.setdefault(name, places[0])
    return Example(row.passage, spans)


def proposal_scores(proposals: Sequence[Sequence[Proposal]], rows: Sequence[AnnotatedTitle]) -> Scores:
    """Return precision, recall and F1 of proposals, see `exact_scores`."""
    return exact_scores([{(one.name, one.value) for one in some} for some in proposals], [row.values for row in rows])


def _places(text: str, value: str) -> Iterable[tuple[int, int]]:
    start = text.find(value) if value else -1
    while start >= 0:
        yield start, start + len(value)
        start = text.find(value, start + 1)
