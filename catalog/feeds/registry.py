"""Feed formats by the name used on the command line and in the admin."""

from collections.abc import Iterator
from typing import BinaryIO, Protocol

from catalog.feeds import amazon_reviews, csv_feed, google_merchant_xml, jsonl, shopify_csv
from catalog.feeds.options import ReaderOptions
from catalog.feeds.records import ProductRecord, RowError


class Reader(Protocol):
    """Turn a stream of bytes into products and refusals, lazily, in the order of the file."""

    def __call__(self, stream: BinaryIO, *, options: ReaderOptions) -> Iterator[ProductRecord | RowError]: ...


READERS: dict[str, Reader] = {
    "csv": csv_feed.read,
    "jsonl": jsonl.read,
    "shopify_csv": shopify_csv.read,
    "google_merchant_xml": google_merchant_xml.read,
    "amazon_reviews": amazon_reviews.read,
}
