"""Validation of one product of the API."""

from datetime import UTC, datetime
from typing import Any

import pytest

from catalog.feeds.errors import FieldError
from catalog.feeds.records import ProductRecord, ReviewRecord, TextRecord
from catalog.feeds.validation import parse_product


def parse(**changes: Any) -> ProductRecord:
    raw = {"id": "a", "title": "Mug"} | changes
    return parse_product(raw, default_locale="en", default_currency="EUR")


class ParseProductTests:
    def test_fills_defaults_when_only_id_and_title_are_given(self) -> None:
        assert parse() == ProductRecord(external_id="a", texts={"en": TextRecord("Mug")}, currency="EUR")

    def test_fills_reviews_and_texts_when_given_as_the_api_has_them(self) -> None:
        record = parse(
            title=None,
            texts={"de": {"title": "Becher", "description": "<p>Groß</p><p>Rot</p>"}},
            created_at="2026-01-31T10:00:00+01:00",
            category=["Home", "Mugs"],
            reviews=[{"id": 1, "author": "Jo", "rating": 4, "text": "Nice", "created_at": "2026-02-01"}],
        )

        assert record.texts == {"de": TextRecord("Becher", "Groß\n\nRot")}
        assert record.created_at == datetime(2026, 1, 31, 9, tzinfo=UTC)
        assert record.feed_category == "Home > Mugs"
        created_at = datetime(2026, 2, 1, tzinfo=UTC)
        assert record.reviews == (ReviewRecord("1", "a", "Jo", 4, "", "Nice", "en", created_at),)

    def test_puts_flat_texts_in_the_rows_locale_when_it_names_one(self) -> None:
        assert parse(locale="zh_CN").texts == {"zh-hans": TextRecord("Mug")}

    def test_is_unavailable_when_stock_is_zero_and_nothing_else_is_said(self) -> None:
        assert (parse(stock=0).available, parse(stock=0, available=True).available, parse(stock="3").available) == (
            False,
            True,
            True,
        )

    @pytest.mark.parametrize(
        ("changes", "field", "message"),
        [
            ({"id": None}, "id", "is missing: every row needs one"),
            ({"id": "  "}, "id", "'  ' is not an identifier: write a text or a whole number"),
            ({"id": ["a"]}, "id", "['a'] is not an identifier: write a text or a whole number"),
            ({"id": "a\nb"}, "id", "contains a NUL or other control character: remove it"),
            ({"id": "x" * 201}, "id", "has 201 characters, allowed are 200: shorten it"),
            ({"title": ""}, "title", "is missing in every locale: every product needs a title in at least one"),
            ({"title": "<p> </p>"}, "title", "is missing in every locale: every product needs a title in at least one"),
            ({"title": ["Mug"]}, "title", "is a list: write a text"),
            ({"title": "x" * 501}, "title", "has 501 characters, allowed are 500: shorten it"),
            ({"title": "M\x00ug"}, "title", "contains a NUL character: remove it"),
            ({"description": "x" * 20_001}, "description", "has 20,001 characters, allowed are 20,000: shorten it"),
            ({"brand": "x" * 201}, "brand", "has 201 characters, allowed are 200: shorten it"),
            ({"currency": "EURO"}, "currency", "'EURO' is not an ISO 4217 currency code: write for example EUR or USD"),
            ({"currency": "XXQ"}, "currency", "'XXQ' is not an ISO 4217 currency code: write for example EUR or USD"),
            ({"locale": "english!"}, "locale", "'english!' is not a locale: write for example en, pt-BR or zh-Hans"),
            (
                {"texts": {"deutsch": {"title": "x"}}},
                "texts",
                "'deutsch' is not a locale: write for example en, pt-BR or zh-Hans",
            ),
            ({"texts": {"de": "x"}}, "texts.de", 'is not an object: write {"title": "…", "description": "…"}'),
            ({"stock": 1.5}, "stock", "1.5 is not a whole number: write one from 0 to 2,147,483,647"),
            ({"stock": True}, "stock", "True is not a whole number: write one from 0 to 2,147,483,647"),
            ({"stock": -1}, "stock", "-1 is out of range: write a whole number from 0 to 2,147,483,647"),
            ({"available": "maybe"}, "available", "'maybe' is neither true nor false: write true or false"),
            (
                {"created_at": "31.01.2026"},
                "created_at",
                "'31.01.2026' is not an ISO 8601 time: write for example 2026-01-31T09:30:00Z",
            ),
            (
                {"created_at": "0001-01-01T00:00:00+14:00"},
                "created_at",
                "'0001-01-01T00:00:00+14:00' is not an ISO 8601 time: write for example 2026-01-31T09:30:00Z",
            ),
            (
                {"url": "javascript:alert(1)"},
                "url",
                "the scheme javascript: is not allowed: use https://, http:// or a relative path",
            ),
            ({"url": "https:///a"}, "url", "https:///a names no host: write https://host/path"),
            (
                {"images": ["/a.jpg", "data:image/png;base64,x"]},
                "images",
                "the scheme data: is not allowed: use https://, http:// or a relative path",
            ),
            ({"images": 7}, "images", 'is not a list of addresses: write ["https://…"]'),
            ({"attributes": ["red"]}, "attributes", 'is not an object: write {"colour": "red"}'),
            ({"attributes": {"colour": "r\x00d"}}, "attributes.colour", "contains a NUL character: remove it"),
            ({"category": {"a": 1}}, "category", 'is not a category: write "Home > Kitchen > Knives"'),
            (
                {"category": " > ".join(["x" * 200] * 4)},
                "category",
                "has 809 characters, allowed are 600: shorten it",
            ),
            (
                {"reviews": [{"id": 1, "rating": 6}]},
                "reviews[0].rating",
                "6 is out of range: write a whole number from 1 to 5",
            ),
            ({"reviews": [{"id": 1}, {"id": "1"}]}, "reviews[1].id", "1 occurs twice: give every review its own id"),
            ({"reviews": ["good"]}, "reviews[0]", 'is not an object: write {"id": "r1", "rating": 5, "text": "…"}'),
            ({"avalable": 1}, "avalable", "is not a field of a product: correct its name or move it to attributes"),
        ],
    )
    def test_names_field_and_remedy_when_a_value_is_wrong(
        self, changes: dict[str, Any], field: str, message: str
    ) -> None:
        with pytest.raises(FieldError) as caught:
            parse(**changes)

        assert (caught.value.field, caught.value.message) == (field, message)

    def test_says_what_to_send_when_the_product_is_no_object(self) -> None:
        with pytest.raises(FieldError, match="is not an object: send one JSON object for each product"):
            parse_product(["a"], default_locale="en", default_currency="EUR")  # type: ignore[arg-type]


class CostTests:
    def test_cost_is_read_as_a_price_is(self) -> None:
        record = parse_product({"id": "a", "title": "Mug", "cost": "4.5"}, default_locale="en", default_currency="EUR")

        assert str(record.cost) == "4.50"
