"""The plain CSV reader."""

from datetime import UTC, datetime
from decimal import Decimal

from catalog.feeds.records import ProductRecord, RowError, TextRecord
from tests.catalog.feeds.reader_contract import ReaderContract, errors, ids, read_all


def read(text: str, **options: object) -> list[ProductRecord | RowError]:
    return read_all("csv", text.encode(), **options)


class CsvContractTests(ReaderContract):
    format_name = "csv"
    head = b"id,title,price\n"
    first_row = 2
    empty_field = "id"

    def row(self, external_id: str, *, title: str = "Mug", price: str = "5") -> bytes:
        return f'{external_id},"{title}",{price}\n'.encode()


class CsvValuesTests:
    def test_fills_every_field_when_all_columns_are_there(self) -> None:
        header = "ID,Title,description,title:de,brand,price,currency,stock,available,hidden,url,images,category,"
        row = 'm1,Mug,"A mug.<br>Big.",Becher,Kiln,"12,50",eur,7,yes,no,/p/m1,/a.jpg|https://x.org/b.jpg,Home > Mugs,'

        records = read(f"{header}created_at,Colour\n{row}2026-01-31,red\n")

        assert records == [
            ProductRecord(
                external_id="m1",
                texts={"en": TextRecord("Mug", "A mug.\nBig."), "de": TextRecord("Becher")},
                brand="Kiln",
                price=Decimal("12.50"),
                currency="EUR",
                stock=7,
                available=True,
                hidden=False,
                url="/p/m1",
                images=("/a.jpg", "https://x.org/b.jpg"),
                attributes={"Colour": "red"},
                feed_category="Home > Mugs",
                created_at=datetime(2026, 1, 31, tzinfo=UTC),
            )
        ]

    def test_reads_the_same_when_the_delimiter_is_semicolon_or_tab(self) -> None:
        expected = [ProductRecord("m1", {"en": TextRecord("Mug, big")}, brand="Kiln", currency="USD")]

        assert read("id;title;brand\nm1;Mug, big;Kiln\n") == expected
        assert read("id\ttitle\tbrand\nm1\tMug, big\tKiln\n") == expected

    def test_fills_a_field_from_another_column_when_mapped(self) -> None:
        records = read("sku,name,title\nm1,Mug,Sir\n", field_map={"id": "sku", "title": "name"})

        assert records[0].external_id == "m1"
        assert records[0].texts == {"en": TextRecord("Mug")}
        assert records[0].attributes == {"title": "Sir"}

    def test_keeps_line_breaks_when_a_quoted_cell_spans_lines(self) -> None:
        records = read('id,title,description\na,Mug,"one\ntwo, ""2"""\nb,Cup,x\n')

        assert records[0].texts["en"].description == 'one\ntwo, "2"'
        assert ids(records) == ["a", "b"]

    def test_makes_an_attribute_when_a_column_is_named_reviews(self) -> None:
        assert read("id,title,reviews\na,Mug,17\n")[0].attributes == {"reviews (feed)": "17"}


class CsvEncodingTests:
    def test_names_the_remedy_when_one_line_is_latin1(self) -> None:
        data = b"id,title\na,Tasse\n" + "b,Krüge\n".encode("latin-1") + "c,Gläser\n".encode()

        records = read_all("csv", data)

        assert ids(records) == ["a", "c"]
        message = "byte 5 of the line is not UTF-8: save the file as UTF-8 and import it again"
        assert errors(records) == [RowError(3, "file", message)]

    def test_reads_all_when_utf8_has_a_byte_order_mark(self) -> None:
        assert read_all("csv", "\ufeffid,title\na,Krüge\n".encode())[0].texts["en"].title == "Krüge"

    def test_reads_all_when_utf16_has_a_byte_order_mark(self) -> None:
        records = read_all("csv", "id\ttitle\r\na\tKrüge 😀\r\n".encode("utf-16"))

        assert records[0].texts["en"].title == "Krüge 😀"

    def test_refuses_the_row_when_it_holds_a_nul_character(self) -> None:
        records = read("id,title\na,M\x00ug\nb,Cup\n")

        assert ids(records) == ["b"]
        assert errors(records) == [RowError(2, "title", "contains a NUL character: remove it", "a")]

    def test_quotes_what_a_database_can_hold_when_the_refused_id_holds_a_nul(self) -> None:
        message = "contains a NUL or other control character: remove it"

        assert read("id,title\na\x00b,Mug\n") == [RowError(2, "id", message, "a\ufffdb")]


class CsvStructureTests:
    def test_names_what_is_missing_and_what_is_there_when_a_column_is_missing(self) -> None:
        message = "the file lacks the column title; it has id, name, cost: add it, or map one with title=<column>"

        assert read("id,name,cost\na,Mug,5\n") == [RowError(1, "title", message)]

    def test_stops_when_a_mapped_column_is_not_in_the_file(self) -> None:
        message = "is mapped but not in the file; it has id, title: correct the map"

        assert read("id,title\na,Mug\n", field_map={"brand": "maker"}) == [RowError(1, "maker", message)]

    def test_stops_when_a_column_comes_twice(self) -> None:
        message = "is the name of two columns: rename or remove one"

        assert read("id,title,title\na,Mug,Cup\n") == [RowError(1, "title", message)]

    def test_refuses_the_row_when_it_has_too_many_cells(self) -> None:
        records = read("id,title\na,Mug, big\nb,Cup\n")

        assert ids(records) == ["b"]
        message = "the row has 3 cells, the header 2: put quotes around cells that hold the delimiter"
        assert errors(records) == [RowError(2, "file", message)]

    def test_loses_one_row_when_a_quote_never_closes(self) -> None:
        records = read('id,title\na,"Mug\nb,Cup\nc,Jug\n')

        assert ids(records) == ["b", "c"]
        message = "a quote opened in this row never closes: add the missing quote, or double a quote inside a cell"
        assert errors(records) == [RowError(2, "file", message)]

    def test_loses_one_row_when_a_quote_closes_only_in_a_later_row(self) -> None:
        records = read('id,title\na,"Mug\nb,Cup\nc,"Jug, big"\nd,Pot\n')

        assert ids(records) == ["b", "c", "d"]
        assert [error.row for error in errors(records)] == [2]

    def test_counts_lines_when_blank_lines_and_long_cells_come_before(self) -> None:
        records = read('id,title\n\na,"Mug\nbig"\n\n,Cup\n')

        assert ids(records) == ["a"]
        assert errors(records) == [RowError(6, "id", "is missing: every row needs one")]
