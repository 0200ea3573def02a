"""The readers on public data that nobody here wrote, and their speed."""

import io
import os
from decimal import Decimal
from pathlib import Path

import pytest

from catalog.feeds.opening import open_feed
from catalog.feeds.options import ReaderOptions
from catalog.feeds.records import ProductRecord
from catalog.feeds.registry import READERS
from tests.catalog.feeds.reader_contract import errors

DATA = Path(os.environ.get("RECDASH_DATA_DIR") or Path(__file__).parents[4] / "shared" / "data")
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason=f"the public data are not at {DATA}: set RECDASH_DATA_DIR")
MAKEUP_MAP = {"title": "name", "images": "image_link", "category": "product_type"}


@pytest.mark.shared_data
@needs_data
class PublicFeedsTests:
    def test_reads_all_931_products_when_the_makeup_catalogue_is_mapped(self) -> None:
        with open_feed(DATA / "makeup_catalogue" / "products.json") as stream:
            records = list(READERS["jsonl"](stream, options=ReaderOptions(field_map=MAKEUP_MAP)))

        assert errors(records) == []
        products = [record for record in records if isinstance(record, ProductRecord)]
        assert len(products) == 931
        assert products[0].brand == "colourpop"
        assert products[0].texts["en"].title == "Lippie Pencil"
        assert (products[0].price, products[0].currency) == (Decimal("5.00"), "CAD")
        assert products[0].feed_category == "lip_liner"
        assert products[0].attributes["tag_list"] == "cruelty free, Vegan"
        assert sum(product.price is None for product in products) == 14

    def test_joins_2969_reviews_when_the_gift_cards_are_read(self) -> None:
        folder = DATA / "amazon_giftcards_reviews"
        with (
            open_feed(folder / "meta_Gift_Cards.json.gz") as stream,
            open_feed(folder / "Gift_Cards_5.json.gz") as reviews,
        ):
            records = list(READERS["amazon_reviews"](stream, options=ReaderOptions(reviews=reviews)))

        assert [(error.row, error.field) for error in errors(records)] == [
            (2006, "review.id"),
            (2824, "review.id"),
            (2829, "review.id"),
        ]
        products = [record for record in records if isinstance(record, ProductRecord)]
        assert len(products) == 1547
        assert sum(len(product.reviews) for product in products) == 2969
        assert sum(bool(product.reviews) for product in products) == 148
        assert not any("<" in product.texts["en"].title for product in products)


class LargeFeedTests:
    def test_10000_rows_that_hold_html_are_read(self) -> None:
        description = "<p>A <b>big</b> mug &amp; lid.</p><ul><li>red</li></ul>" * 8
        rows = (f'm{n},Mug {n},"{description}",12.50,7,https://x.org/{n}.jpg,red\n' for n in range(10_000))
        data = ("id,title,description,price,stock,images,colour\n" + "".join(rows)).encode()

        records = list(READERS["csv"](io.BytesIO(data), options=ReaderOptions()))

        assert len(records) == 10_000
        assert errors(records) == []
