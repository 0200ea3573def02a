"""Tests of reading the files of `evaluate`."""

import pytest

from recommendations.evaluation.sequence_files import (
    SequenceFileError,
    item_texts,
    order_ranks,
    read_pairs,
    read_sequences,
)


class ReadSequencesTests:
    def test_items_keep_their_order_and_lose_that_of_their_names(self, tmp_path):
        file = tmp_path / "sequences.txt"
        file.write_text("u1 1 2 3\n\nu2 3 1\n")

        found = read_sequences(file)

        assert found.users == ["u1", "u2"]
        assert [[found.items[at] for at in row] for row in found.sequences] == [["1", "2", "3"], ["3", "1"]]
        assert found.items != ["1", "2", "3"]

    def test_user_without_items_is_refused(self, tmp_path):
        file = tmp_path / "sequences.txt"
        file.write_text("u1 1\nu2\n")

        with pytest.raises(SequenceFileError, match="line 2: user u2 has no items"):
            read_sequences(file)


class ItemTextsTests:
    def test_texts_are_found_by_key(self, tmp_path):
        (tmp_path / "keys").write_text("1\tB1\n2\tB2\n")
        (tmp_path / "texts").write_text("B1 a red lipstick\nB2\n")

        keys, texts = read_pairs(tmp_path / "keys"), read_pairs(tmp_path / "texts")

        assert item_texts(["2", "1", "3"], texts, keys) == ["", "a red lipstick", ""]

    def test_texts_are_found_by_item_without_keys(self):
        assert item_texts(["1"], {"1": "soap"}, None) == ["soap"]


class OrderRanksTests:
    def test_keys_are_ranked_as_text_and_unknown_items_marked(self):
        assert order_ranks(["x", "y", "z"], {"x": "B2", "y": "10"}).tolist() == [1, 0, -1]

    def test_numbers_are_ranked_as_numbers(self):
        assert order_ranks(["x", "y"], {"x": "9", "y": "10"}).tolist() == [0, 1]
