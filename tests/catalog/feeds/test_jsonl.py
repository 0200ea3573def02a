"""The JSON reader: lines and arrays."""

import json

import pytest

from catalog.feeds.chunks import CHUNK_BYTES
from catalog.feeds.records import ProductRecord, RowError, TextRecord
from tests.catalog.feeds.reader_contract import ReaderContract, errors, ids, read_all


class JsonLinesContractTests(ReaderContract):
    format_name = "jsonl"

    def row(self, external_id: str, *, title: str = "Mug", price: str = "5") -> bytes:
        return json.dumps({"id": external_id, "title": title, "price": price}).encode() + b"\n"


class JsonArrayContractTests(JsonLinesContractTests):
    head = b" [ "
    tail = b"]"

    def row(self, external_id: str, *, title: str = "Mug", price: str = "5") -> bytes:
        return json.dumps({"id": external_id, "title": title, "price": price}, indent=2).encode() + b",\n"


class JsonLinesTests:
    def test_fills_texts_and_attributes_when_keys_are_nested_or_unknown(self) -> None:
        product = {
            "id": 7,
            "texts": {"en": {"title": "Mug"}, "zh_CN": {"title": "杯子"}, "pt-BR": {"description": "Caneca"}},
            "tags": ["red", "big"],
            "size": {"cm": 9},
            "vegan": True,
            "attributes": {"Colour": "red"},
        }

        (record,) = read_all("jsonl", json.dumps(product).encode())

        assert record == ProductRecord(
            external_id="7",
            texts={"en": TextRecord("Mug"), "zh-hans": TextRecord("杯子"), "pt-br": TextRecord("Mug", "Caneca")},
            currency="USD",
            attributes={"tags": "red, big", "size": '{"cm": 9}', "vegan": "true", "Colour": "red"},
        )

    def test_goes_on_when_a_line_is_malformed(self) -> None:
        data = b'{"id": "a", "title": "Mug"}\n{"id": "b", "title\n[1]\n\n{"id": "c", "title": "Cup"}'

        records = read_all("jsonl", data)

        assert ids(records) == ["a", "c"]
        assert [(error.row, error.field) for error in errors(records)] == [(2, "file"), (3, "file")]
        assert errors(records)[0].message.startswith("is not valid JSON (")
        assert errors(records)[1].message == 'is not an object: write {"id": "…", "title": "…"}'

    @pytest.mark.parametrize("value", ["1e999", "NaN", "1" * 5000, "[" * 100_000])
    def test_refuses_the_row_when_json_is_hostile(self, value: str) -> None:
        data = f'{{"id": "a", "title": "Mug", "price": {value}}}\n{{"id": "b", "title": "Cup"}}\n'

        records = read_all("jsonl", data.encode())

        assert ids(records) == ["b"]
        assert [error.row for error in errors(records)] == [1]

    def test_refuses_the_row_when_a_surrogate_is_halved(self) -> None:
        (error,) = read_all("jsonl", b'{"id": "a", "title": "\\ud800"}')

        assert error == RowError(1, "title", "contains half of a surrogate pair: write the character whole", "a")

    def test_names_the_remedy_when_a_line_is_latin1(self) -> None:
        records = read_all("jsonl", '{"id": "a", "title": "Krüge"}\n'.encode("latin-1") + b'{"id": "b", "title": "C"}')

        assert ids(records) == ["b"]
        message = "byte 25 of the line is not UTF-8: save the file as UTF-8 and import it again"
        assert errors(records) == [RowError(1, "file", message)]


class JsonArrayTests:
    def test_cuts_right_when_strings_hold_brackets_quotes_and_backslashes(self) -> None:
        titles = ['a]},{"', "b\\", 'c\\"', "[d", "e\n,"]
        data = json.dumps([{"id": str(n), "title": title, "tags": [["x"]]} for n, title in enumerate(titles)])

        records = read_all("jsonl", data.encode())

        assert [record.texts["en"].title for record in records] == ['a]},{"', "b\\", 'c\\"', "[d", "e ,"]

    def test_cuts_right_when_chunks_split_an_escape(self) -> None:
        start = b'{"id":"a","title":"M'
        blank = b" " * (CHUNK_BYTES - 2 - len(start))
        data = b"[" + blank + start + b'\\"]},{"},{"id":"b","title":"C"}]'
        assert data[CHUNK_BYTES - 1 : CHUNK_BYTES + 1] == b'\\"'

        records = read_all("jsonl", data)

        assert [record.texts["en"].title for record in records] == ['M"]},{', "C"]

    def test_goes_on_when_one_element_is_broken(self) -> None:
        records = read_all(
            "jsonl", b'[{"id":"a","title":"M"},\n{"id" "b"},\n{"id":"c,\n"title":"C"},\n{"id":"d","title":"D"}]'
        )

        assert ids(records) == ["a", "d"]
        assert [error.row for error in errors(records)] == [2, 3]

    def test_says_so_when_the_array_is_cut_off(self) -> None:
        records = read_all("jsonl", b'[{"id":"a","title":"M"},{"id":"b"')

        assert ids(records) == ["a"]
        message = "the array is not closed here: the file is cut off or a bracket is missing"
        assert errors(records) == [RowError(2, "file", message)]

    def test_fills_fields_from_other_keys_when_mapped(self) -> None:
        data = b'[{"id": 1, "name": "Pencil", "category": "pen", "product_type": "lip_liner"}]'

        (record,) = read_all("jsonl", data, field_map={"title": "name", "category": "product_type"})

        assert (record.texts["en"].title, record.feed_category) == ("Pencil", "lip_liner")
        assert record.attributes == {"category": "pen"}
