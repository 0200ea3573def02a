"""The form of annotated titles, and the exact score."""

import json
import os
from pathlib import Path

import pytest

from catalog.features.evaluation import Scores
from catalog.features.tagging.annotated import proposal_scores, read_annotated, to_example
from catalog.features.tagging.types import Passage, Proposal

DATA = Path(os.environ.get("RECDASH_DATA_DIR", "../shared/data")) / "attributes_oa_mine"


def written(folder: Path, *rows: object) -> Path:
    file = folder / "rows.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows))
    return file


class ReadAnnotatedTests:
    def test_values_and_their_places(self, tmp_path: Path) -> None:
        row = {"input": "58Count Norda 5", "category": "Tea", "target_scores": {"count": {"58": 1}, "brand": {"5": 1}}}

        (read,) = read_annotated(written(tmp_path, row))

        assert read.passage == Passage("58Count Norda 5", "Tea")
        assert read.values == {("count", "58"), ("brand", "5")}
        assert to_example(read).spans == {"count": (0, 2), "brand": (14, 15)}

    def test_no_place_when_value_cuts_a_word(self, tmp_path: Path) -> None:
        (read,) = read_annotated(written(tmp_path, {"input": "Unisex", "target_scores": {"gender": {"Unise": 1}}}))

        assert to_example(read).spans == {}

    def test_line_is_named_when_it_has_another_form(self, tmp_path: Path) -> None:
        file = written(tmp_path, {"input": "a", "target_scores": {}}, {"title": "b"})

        with pytest.raises(ValueError, match="Line 2 "):
            read_annotated(file)


class ProposalScoresTests:
    def test_unasked_attribute_is_wrong_and_case_counts(self, tmp_path: Path) -> None:
        rows = read_annotated(written(tmp_path, {"input": "Red mug", "target_scores": {"colour": {"Red": 1}}}))
        proposals = [[Proposal("colour", "Red", 0, 3, 0.9), Proposal("type", "mug", 4, 7, 0.9)]]

        assert proposal_scores(proposals, rows) == Scores(0.5, 1.0, 2 / 3)
        assert proposal_scores([[Proposal("colour", "red", 0, 3, 0.9)]], rows) == Scores(0.0, 0.0, 0.0)


@pytest.mark.shared_data
@pytest.mark.skipif(not DATA.is_dir(), reason="the public annotated titles are not there")
class PublicTitlesTests:
    def test_all_values_but_one_that_ends_within_a_word_are_whole_tokens(self) -> None:
        rows = read_annotated(DATA / "oa-mine_train_0.2.jsonl")

        assert len(rows) == 286
        assert sum(len(row.values) for row in rows) == 1467
        assert sum(len(to_example(row).spans) for row in rows) == 1466
