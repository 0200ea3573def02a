"""The reader of Shopify product exports."""

from decimal import Decimal

from catalog.feeds.records import ProductRecord, RowError, TextRecord
from tests.catalog.feeds.reader_contract import ReaderContract, errors, ids, read_all

HEADER = (
    "Handle,Title,Body (HTML),Vendor,Product Category,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,"
    "Option2 Value,Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,"
    "Variant Price,Image Src,Status,Fit (product.metafields.custom.fit)\n"
)


def row(handle: str = "shirt", **cells: str) -> str:
    names = HEADER.strip().split(",")
    return ",".join(f'"{cells.get(name, handle if name == "Handle" else "")}"' for name in names) + "\n"


def read(*rows: str) -> list[ProductRecord | RowError]:
    return read_all("shopify_csv", (HEADER + "".join(rows)).encode())


class ShopifyContractTests(ReaderContract):
    format_name = "shopify_csv"
    head = b"Handle,Title,Variant Price\n"
    first_row = 2
    empty_field = "Handle"

    def row(self, external_id: str, *, title: str = "Mug", price: str = "5") -> bytes:
        return f'{external_id},"{title}",{price}\n'.encode()


class ShopifyProductTests:
    def test_takes_the_cost_of_the_cheapest_variant(self) -> None:
        head = b"Handle,Title,Option1 Value,Variant Price,Cost per item\n"
        rows = b"mug,Mug,L,9,1\nmug,,S,5,2.5\n"

        (record,) = read_all("shopify_csv", head + rows)

        assert (record.price, record.cost) == (Decimal(5), Decimal("2.50"))

    def test_makes_one_product_when_several_rows_have_its_handle(self) -> None:
        first = {
            "Title": "Shirt",
            "Body (HTML)": "<p>Soft.</p><ul><li>Cotton</li></ul>",
            "Vendor": "Loom",
            "Product Category": "Apparel > Shirts",
            "Type": "Tee",
            "Tags": "summer, sale",
            "Published": "true",
            "Option1 Name": "Colour",
            "Option2 Name": "Size",
            "Fit (product.metafields.custom.fit)": "slim",
            "Status": "active",
        }
        shared = {"Variant Inventory Tracker": "shopify", "Variant Inventory Policy": "deny", "Variant Grams": "180"}
        red = {"Option1 Value": "Red", "Option2 Value": "S", "Variant Price": "20.00", "Variant Inventory Qty": "4"}
        blue = {"Option1 Value": "Blue", "Option2 Value": "S", "Variant Price": "18.50", "Variant Inventory Qty": "-3"}

        records = read(
            row(**first, **red, **shared, **{"Image Src": "https://x.org/1.jpg"}),
            row(**blue, **shared, **{"Image Src": "https://x.org/2.jpg"}),
            row(**{"Image Src": "https://x.org/1.jpg"}),
        )

        assert records == [
            ProductRecord(
                external_id="shirt",
                texts={"en": TextRecord("Shirt", "Soft.\n\nCotton")},
                brand="Loom",
                price=Decimal("18.50"),
                currency="USD",
                stock=4,
                url="/products/shirt",
                images=("https://x.org/1.jpg", "https://x.org/2.jpg"),
                attributes={
                    "Fit": "slim",
                    "Type": "Tee",
                    "Tags": "summer, sale",
                    "Colour": "Red, Blue",
                    "Size": "S",
                    "Weight": "180 g",
                },
                feed_category="Apparel > Shirts",
            )
        ]

    def test_refuses_the_variant_alone_when_its_price_is_wrong(self) -> None:
        records = read(
            row(Title="Shirt", **{"Variant Price": "20"}), row(**{"Variant Price": "free"}), row("cap", Title="Cap")
        )

        assert ids(records) == ["shirt", "cap"]
        message = "'free' is not a price: write a number such as 12.50"
        assert errors(records) == [RowError(3, "Variant Price", message, "shirt")]

    def test_keeps_the_product_whole_when_a_row_between_is_broken(self) -> None:
        data = HEADER + row(Title="Shirt", **{"Variant Price": "20"}) + "shirt,broken\n" + row(**{"Variant Price": "9"})

        records = read_all("shopify_csv", data.encode())

        assert [error.row for error in errors(records)] == [3]
        assert [record.price for record in records if isinstance(record, ProductRecord)] == [Decimal("9.00")]

    def test_is_unavailable_but_not_hidden_when_it_is_a_draft_or_unpublished(self) -> None:
        records = read(row("a", Title="A", Status="draft"), row("b", Title="B", Published="false"), row("c", Title="C"))

        assert [(record.hidden, record.available) for record in records] == [
            (None, False),
            (None, False),
            (None, True),
        ]

    def test_is_available_at_stock_zero_only_when_the_shop_sells_on(self) -> None:
        counted = {"Variant Inventory Tracker": "shopify", "Variant Inventory Qty": "0"}

        records = read(
            row("a", Title="A", **counted, **{"Variant Inventory Policy": "deny"}),
            row("b", Title="B", **counted, **{"Variant Inventory Policy": "continue"}),
            row("c", Title="C", **{"Variant Inventory Qty": "0"}),
        )

        assert [(record.stock, record.available) for record in records] == [(0, False), (0, True), (None, True)]

    def test_names_what_is_missing_when_it_is_another_csv(self) -> None:
        message = "the file lacks the column Handle, Title; it has id, title: add it, or map one with Handle=<column>"

        assert read_all("shopify_csv", b"id,title\na,Mug\n") == [RowError(1, "Handle", message)]
