"""The reader of the Amazon reviews data."""

import io
import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from catalog.feeds.amazon_interactions import event_type, read_interactions
from catalog.feeds.amazon_reviews import read_reviews
from catalog.feeds.options import ReaderOptions
from catalog.feeds.records import ProductRecord, RawRow, ReviewRecord, RowError, TextRecord
from tests.catalog.feeds.reader_contract import ReaderContract, errors, ids, read_all

MORNING = datetime(2018, 6, 17, tzinfo=UTC)


def lines(*values: dict[str, Any]) -> bytes:
    return b"".join(json.dumps(value).encode() + b"\n" for value in values)


def review(**changes: Any) -> dict[str, Any]:
    return {
        "reviewerID": "R1",
        "asin": "a",
        "reviewerName": "Jo",
        "overall": 5.0,
        "verified": True,
        "summary": "Great",
        "reviewText": "A great &amp; cheap gift.",
        "unixReviewTime": 1529193600,
    } | changes


class AmazonReviewsContractTests(ReaderContract):
    format_name = "amazon_reviews"

    def row(self, external_id: str, *, title: str = "Mug", price: str = "5") -> bytes:
        return lines({"asin": external_id, "title": title, "price": price})


class AmazonMetadataTests:
    def test_fills_every_field_when_the_row_is_complete(self) -> None:
        row = {
            "asin": "a",
            "title": " Maggiano&#39;s Gift Card",
            "description": ["One.", "<b>Two</b>."],
            "brand": "Maggiano",
            "price": "$1,212.50",
            "category": ["Gift Cards", "Gift Cards", "Dining"],
            "feature": ["No fee", "By post"],
            "imageURLHighRes": ["https://x.org/1.jpg"],
            "image": ["https://x.org/small.jpg"],
            "details": {"\n Product Dimensions: \n ": "3 x 2 inches", "ASIN: ": "a"},
        }

        assert read_all("amazon_reviews", lines(row)) == [
            ProductRecord(
                external_id="a",
                texts={"en": TextRecord("Maggiano's Gift Card", "One.\nTwo.")},
                brand="Maggiano",
                price=Decimal("1212.50"),
                currency="USD",
                images=("https://x.org/1.jpg",),
                attributes={"features": "No fee\nBy post", "Product Dimensions": "3 x 2 inches"},
                feed_category="Gift Cards > Dining",
            )
        ]

    @pytest.mark.parametrize(
        ("written", "expected"),
        [
            ("", None),
            ("$12.00", Decimal("12.00")),
            ("$9.99 - $25.00", Decimal("9.99")),
            (".a-box-inner{background-color:#fff}", None),
            ('\n\n<div class="a-section">', None),
        ],
    )
    def test_reads_the_price_when_the_crawler_wrote_it_so(self, written: str, expected: Decimal | None) -> None:
        (record,) = read_all("amazon_reviews", lines({"asin": "a", "title": "Card", "price": written}))

        assert record.price == expected

    @pytest.mark.parametrize(
        ("path", "features", "expected"),
        [
            (["Gift Cards", "Dining"], [], "Gift Cards > Dining"),
            ([["Gift Cards", "Gift Cards"]], [], "Gift Cards"),
            (["Gift Cards", "No expiration, no fees.", "Design"], [], "Gift Cards"),
            (["Gift Cards", "Starbucks Card 25", "Starbucks"], ["Starbucks Card 25"], "Gift Cards"),
            (["Gift Cards", "x" * 61], [], "Gift Cards"),
            (["Gift Cards", "</span></span>", "Starbucks"], [], "Gift Cards"),
            (["<b>"], [], ""),
        ],
    )
    def test_category_ends_where_the_crawler_went_on_into_the_bullet_points(
        self, path: list[Any], features: list[str], expected: str
    ) -> None:
        row = {"asin": "a", "title": "Card", "category": path, "feature": features}

        (record,) = read_all("amazon_reviews", lines(row))

        assert isinstance(record, ProductRecord)
        assert record.feed_category == expected


class AmazonReviewRowsTests:
    def test_joins_reviews_to_their_product_when_both_files_are_given(self) -> None:
        reviews = lines(review(), review(asin="zz"), review(), review(reviewerID="R2", overall=9.0))
        products = lines({"asin": "a", "title": "Card"}, {"asin": "b", "title": "Box"})

        records = read_all("amazon_reviews", products, reviews=io.BytesIO(reviews))

        assert ids(records) == ["a", "b"]
        assert [record.reviews for record in records if isinstance(record, ProductRecord)] == [
            (
                ReviewRecord(
                    external_id="R1-a-1529193600",
                    product_external_id="a",
                    author="Jo",
                    rating=5,
                    title="Great",
                    text="A great & cheap gift.",
                    locale="en",
                    created_at=MORNING,
                ),
            ),
            (),
        ]
        assert [(error.row, error.field) for error in errors(records)] == [
            (3, "review.id"),
            (4, "review.rating"),
            (2, "review.asin"),
        ]

    def test_refuses_the_review_when_keys_or_time_are_wrong(self) -> None:
        rows = lines(review(reviewerID=None), review(asin=""), review(unixReviewTime="soon"), review())

        records = list(read_reviews(io.BytesIO(rows), options=ReaderOptions()))

        assert [(record.row, record.field) for record in records if isinstance(record, RowError)] == [
            (1, "review.reviewerID"),
            (2, "review.asin"),
            (3, "review.unixReviewTime"),
        ]
        assert len(records) == 4


class AmazonInteractionsTests:
    @pytest.mark.parametrize(
        ("verified", "rating", "expected"),
        [
            (True, 5, "purchase"),
            (True, 3, "purchase"),
            (True, 2, "dismiss"),
            (False, 5, "like"),
            (False, 4, "like"),
            (False, 3, "view"),
            (False, 1, "dismiss"),
        ],
    )
    def test_names_the_event_when_verified_and_rating_are_so(self, verified: bool, rating: int, expected: str) -> None:
        assert event_type(verified=verified, rating=rating) == expected

    def test_gives_events_of_the_api_when_rows_are_good(self) -> None:
        rows = lines(review(), review(overall="five"), review(asin=None))

        first, *refused = read_interactions(io.BytesIO(rows), options=ReaderOptions())

        event = {
            "event_id": "R1-a-1529193600",
            "shopper_id": "R1",
            "type": "purchase",
            "product_id": "a",
            "occurred_at": MORNING,
            "locale": "en",
        }
        assert first == RawRow(1, event)
        assert [(error.row, error.field) for error in refused] == [(2, "overall"), (3, "review.asin")]
