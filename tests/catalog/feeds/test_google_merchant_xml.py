"""The reader of Google Merchant Center feeds."""

from datetime import UTC, datetime
from decimal import Decimal
from xml.sax.saxutils import escape

from catalog.feeds.records import ProductRecord, RowError, TextRecord
from tests.catalog.feeds.reader_contract import ReaderContract, errors, ids, read_all

RSS = b'<?xml version="1.0"?>\n<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel><title>Shop</title>'
END = b"</channel></rss>"
ATOM = b'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0"><title>Shop</title>'


def read(items: str, **options: object) -> list[ProductRecord | RowError]:
    return read_all("google_merchant_xml", RSS + items.encode() + END, **options)


def item(external_id: str = "a", **tags: str) -> str:
    values = {"id": external_id, "title": "Mug"} | tags
    return "<item>" + "".join(f"<g:{name}>{escape(value)}</g:{name}>" for name, value in values.items()) + "</item>\n"


class GoogleMerchantContractTests(ReaderContract):
    format_name = "google_merchant_xml"
    head = RSS
    tail = END
    empty_field = "file"

    def row(self, external_id: str, *, title: str = "Mug", price: str = "5") -> bytes:
        return item(external_id, title=title, price=price).encode()


class GoogleMerchantItemTests:
    def test_fills_every_field_when_the_item_is_complete(self) -> None:
        records = read(
            "<item><title>Plain</title><link>https://x.org/a</link><g:id>a</g:id><g:title>Mug</g:title>"
            "<description><![CDATA[<p>Holds 300&nbsp;ml</p>]]></description><g:image_link>https://x.org/1.jpg</g:image_link>"
            "<g:additional_image_link>https://x.org/2.jpg</g:additional_image_link>"
            "<g:availability>in stock</g:availability><g:gtin>4006381333931</g:gtin>"
            "<g:price>12.00 EUR</g:price><g:sale_price>9.50 EUR</g:sale_price><g:brand>Kiln</g:brand>"
            "<g:color>red</g:color><g:product_type>Home &gt; Mugs</g:product_type>"
            "<g:google_product_category>2169</g:google_product_category><g:item_group_id>g1</g:item_group_id>"
            "<g:shipping><g:price>4 EUR</g:price></g:shipping></item>"
        )

        assert records == [
            ProductRecord(
                external_id="a",
                texts={"en": TextRecord("Mug", "Holds 300 ml")},
                brand="Kiln",
                price=Decimal("9.50"),
                currency="EUR",
                available=True,
                url="https://x.org/a",
                images=("https://x.org/1.jpg", "https://x.org/2.jpg"),
                attributes={"gtin": "4006381333931", "color": "red", "item_group_id": "g1"},
                feed_category="Home > Mugs",
            )
        ]

    def test_takes_the_cost_in_the_currency_of_the_price_alone(self) -> None:
        records = read(
            item("a", price="10 USD", cost_of_goods_sold="4 USD")
            + item("b", price="10 USD", cost_of_goods_sold="4 EUR")
        )

        assert [(record.cost, record.attributes) for record in records] == [(Decimal(4), {}), (None, {})]

    def test_reads_entries_when_the_feed_is_atom(self) -> None:
        entry = b'<entry><g:id>a</g:id><title>Mug</title><summary>Big</summary><link href="https://x.org/a"/></entry></feed>'

        (record,) = read_all("google_merchant_xml", ATOM + entry)

        assert (record.external_id, record.texts, record.url) == (
            "a",
            {"en": TextRecord("Mug", "Big")},
            "https://x.org/a",
        )

    def test_takes_the_sale_price_when_its_period_includes_now(self) -> None:
        period = "2026-01-01T00:00Z/2026-02-01T00:00Z"
        sale = item(price="10 USD", sale_price="8 USD", sale_price_effective_date=period)

        assert read(sale, now=datetime(2026, 1, 15, tzinfo=UTC))[0].price == Decimal("8.00")
        assert read(sale, now=datetime(2026, 2, 1, tzinfo=UTC))[0].price == Decimal("10.00")
        assert read(sale, now=datetime(2025, 12, 31, tzinfo=UTC))[0].price == Decimal("10.00")

    def test_refuses_the_item_when_availability_is_unknown(self) -> None:
        records = read(item("a", availability="maybe") + item("b", availability="out_of_stock"))

        assert ids(records) == ["b"]
        assert records[1].available is False
        message = "'maybe' is unknown: write in_stock, out_of_stock, preorder or backorder"
        assert errors(records) == [RowError(1, "availability", message, "a")]

    def test_decodes_when_the_declaration_names_latin1(self) -> None:
        data = RSS.replace(b'"1.0"?', b'"1.0" encoding="iso-8859-1"?') + item(title="Krüge").encode("latin-1") + END

        assert read_all("google_merchant_xml", data)[0].texts["en"].title == "Krüge"


class GoogleMerchantBrokenTests:
    def test_tells_the_position_when_xml_breaks_in_the_middle(self) -> None:
        records = read(item("a") + "<item><g:id>b & c</g:id></item>")

        assert ids(records) == ["a"]
        message = "is not valid XML at line 3, column 16 (not well-formed (invalid token)): "
        assert errors(records) == [RowError(2, "file", message + "correct it; items before it went in")]

    def test_tells_the_position_when_latin1_bytes_are_undeclared(self) -> None:
        records = read_all(
            "google_merchant_xml", RSS + item("a").encode() + item("b", title="Krüge").encode("latin-1") + END
        )

        assert ids(records) == ["a"]
        assert [(error.row, error.message[:30]) for error in errors(records)] == [(2, "is not valid XML at line 3, co")]

    def test_refuses_the_file_when_it_declares_entities(self) -> None:
        bomb = b'<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
        data = RSS.replace(b"\n", bomb, 1) + item(title="x").encode() + END

        message = "declares entities or refers to outside files, which is not allowed: remove the DOCTYPE"
        assert read_all("google_merchant_xml", data) == [RowError(1, "file", message)]

    def test_says_so_when_the_xml_is_no_feed(self) -> None:
        message = "is neither RSS nor Atom: export the products as a Google Merchant Center feed"

        assert read_all("google_merchant_xml", b"<shop><item/></shop>") == [RowError(1, "file", message)]

    def test_says_so_when_the_encoding_is_unknown(self) -> None:
        (error,) = read_all("google_merchant_xml", b'<?xml version="1.0" encoding="klingon"?><rss/>')

        assert (error.row, error.field) == (1, "file")
        assert "encoding" in error.message

    def test_goes_on_after_an_item_with_too_many_tags(self) -> None:
        huge = item("b").replace("</item>", "<g:size>1</g:size>" * 500 + "</item>")

        records = read(item("a") + huge + item("c"), max_row_bytes=4096)

        assert ids(records) == ["a", "c"]
        (error,) = errors(records)
        assert (error.row, error.external_id) == (2, "b")
        assert error.message.startswith(f"the row has {len(huge) - len('</item>') - 1:,} bytes, allowed are 4,096")

    def test_ends_and_says_so_when_one_tag_never_closes(self) -> None:
        records = read(item("a") + '<item attribute="' + "x" * 300_000 + '"/>' + item("c"), max_row_bytes=4096)

        assert ids(records) == ["a"]
        (error,) = errors(records)
        assert error.message.endswith("; items after it were not read")
