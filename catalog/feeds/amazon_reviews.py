"""Reader of the Amazon reviews data: product metadata and 5-core reviews as JSON lines."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from catalog.feeds.amazon_rows import product_values, review_values
from catalog.feeds.errors import FieldError
from catalog.feeds.json_records import read_objects
from catalog.feeds.options import ReaderOptions
from catalog.feeds.pipeline import duplicate, map_columns, refusal, to_products
from catalog.feeds.records import ProductRecord, RawRow, ReviewRecord, RowError
from catalog.feeds.reviews import parse_review


def read(stream: BinaryIO, *, options: ReaderOptions) -> Iterator[ProductRecord | RowError]:
    """Yield the products of a metadata file, each with its reviews from `options.reviews` if that is given.

    The reviews are held in memory until their product comes. Refusals of review rows come first, their
    field starting with `review.`; reviews of products that are not in the metadata are refused at the end.
    """
    waiting: dict[str, list[tuple[int, ReviewRecord]]] = defaultdict(list)
    if options.reviews is not None:
        for row, review in _numbered_reviews(options.reviews, options):
            if isinstance(review, RowError):
                yield review
            else:
                waiting[review.product_external_id].append((row, review))
    for record in to_products(_rows(stream, options), options):
        yield record if isinstance(record, RowError) else _with_reviews(record, waiting)
    for product_id, orphans in waiting.items():
        message = (
            f"{product_id:.40} is no product of the metadata file: import the metadata that belongs to the reviews"
        )
        yield from (RowError(row, "review.asin", message, review.external_id) for row, review in orphans)


def read_reviews(stream: BinaryIO, *, options: ReaderOptions) -> Iterator[ReviewRecord | RowError]:
    """Yield the reviews alone; of rows with one reviewer, product and time the first stays."""
    return (review for _, review in _numbered_reviews(stream, options))


def _numbered_reviews(stream: BinaryIO, options: ReaderOptions) -> Iterator[tuple[int, ReviewRecord | RowError]]:
    first_rows: dict[str, int] = {}
    for row in read_objects(stream, max_bytes=options.max_row_bytes):
        review = row if isinstance(row, RowError) else _to_review(row, options)
        if isinstance(review, ReviewRecord):
            first = first_rows.setdefault(review.external_id, row.row)
            if first != row.row:
                review = duplicate(row.row, review.external_id, first, field="review.id")
        yield row.row, review


def _rows(stream: BinaryIO, options: ReaderOptions) -> Iterator[RawRow | RowError]:
    for row in read_objects(stream, max_bytes=options.max_row_bytes):
        if isinstance(row, RawRow):
            row = RawRow(row.row, product_values(map_columns(row.values, options.field_map)))
        yield row


def _to_review(row: RawRow, options: ReaderOptions) -> ReviewRecord | RowError:
    try:
        values = review_values(row.values)
        return parse_review(values, product_id=values["product_id"], default_locale=options.default_locale)
    except FieldError as error:
        return refusal(row.row, error, row.values.get("reviewerID"))


def _with_reviews(product: ProductRecord, waiting: dict[str, list[tuple[int, ReviewRecord]]]) -> ProductRecord:
    reviews = tuple(review for _, review in waiting.pop(product.external_id, []))
    return replace(product, reviews=reviews)
