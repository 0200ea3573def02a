"""Products go in by batches; one bad record fails alone, and a repetition changes nothing."""

from decimal import Decimal

import pytest

from catalog.current_store import in_store
from catalog.feeds.records import ProductRecord, ReviewRecord, TextRecord
from catalog.models import Category, Product, ProductText, Review, Store
from catalog.services.products import product_hide, product_upsert_many

pytestmark = pytest.mark.django_db


def record(number: int = 1, **values) -> ProductRecord:
    defaults = {
        "external_id": f"p{number}",
        "texts": {"en": TextRecord(f"Shoe {number}", "For trails.")},
        "price": Decimal("10.00"),
        "currency": "EUR",
    }
    return ProductRecord(**(defaults | values))


def upsert(*records: ProductRecord):
    return product_upsert_many(records=records, refresh=False)


class ProductUpsertManyTests:
    def test_rows_are_created_when_new(self):
        report = upsert(record(1), record(2))

        assert (report.created, report.updated, report.unchanged, report.rejected) == (2, 0, 0, 0)
        assert list(ProductText.objects.order_by("title").values_list("title", flat=True)) == ["Shoe 1", "Shoe 2"]

    def test_nothing_changes_when_sent_again(self):
        upsert(record())
        before = Product.objects.get().updated_at

        report = upsert(record())

        assert report.unchanged == 1
        assert Product.objects.get().updated_at == before

    def test_row_is_updated_and_first_seen_kept_when_price_changes(self):
        upsert(record())
        created = Product.objects.get().created_at

        report = upsert(record(price=Decimal("12.00")))

        product = Product.objects.get()
        assert (report.updated, product.price, product.created_at) == (1, Decimal("12.00"), created)

    def test_locale_goes_when_no_longer_sent(self):
        upsert(record(texts={"en": TextRecord("Shoe"), "de": TextRecord("Schuh")}))

        upsert(record(texts={"en": TextRecord("Shoe")}))

        assert list(ProductText.objects.values_list("locale", flat=True)) == ["en"]

    def test_extraction_is_due_when_text_changes_but_not_when_price_does(self):
        upsert(record())
        before = Product.objects.get().text_hash
        upsert(record(price=Decimal("12.00")))
        assert Product.objects.get().text_hash == before

        upsert(record(texts={"en": TextRecord("Boot")}))

        assert Product.objects.get().text_hash != before

    def test_second_of_an_id_is_refused_when_twice_in_a_batch(self):
        report = upsert(record(1), record(1, price=Decimal("1.00")), record(2))

        assert [result.outcome for result in report.results] == ["created", "error", "created"]
        assert report.results[1].field == "id"
        assert Product.objects.get(external_id="p1").price == Decimal("10.00")

    def test_bad_row_fails_alone_when_the_database_refuses_it(self):
        report = upsert(record(1), record(2, price=Decimal(10) ** 12), record(3))

        assert [result.outcome for result in report.results] == ["created", "error", "created"]
        assert "correct the value and send it again" in report.results[1].message
        assert set(Product.objects.values_list("external_id", flat=True)) == {"p1", "p3"}

    def test_reviews_are_stored_once_when_sent_again(self):
        review = ReviewRecord("r1", "p1", rating=5, text="Dry all day.", locale="en")

        upsert(record(reviews=(review,)))
        upsert(record(reviews=(review,), price=Decimal("9.00")))

        assert Review.objects.get().text == "Dry all day."

    def test_same_id_is_another_product_in_another_store(self):
        other = Store.objects.create(slug="other", name="Other")
        upsert(record())

        with in_store(other.pk):
            report = upsert(record(price=Decimal("99.00")))

            assert report.created == 1
            assert Product.objects.get().price == Decimal("99.00")
        assert Product.objects.get().price == Decimal("10.00")

    @pytest.mark.parametrize(("said", "hidden"), [(None, True), (True, True), (False, False)])
    def test_hiding_by_staff_stays_when_a_changed_row_says_nothing_of_it(self, said, hidden):
        upsert(record())
        product_hide(product=Product.objects.get(), hidden=True)

        upsert(record(price=Decimal("12.00"), hidden=said), record(2, hidden=True), record(3))

        assert Product.objects.get(external_id="p1").hidden is hidden
        assert list(Product.objects.filter(hidden=False, external_id__in=["p2", "p3"])) == [
            Product.objects.get(external_id="p3")
        ]

    def test_category_tree_grows_when_a_row_names_a_category(self):
        upsert(record(1, feed_category="Home > Mugs"), record(2, feed_category="home > mugs"), record(3))

        assert list(Category.objects.order_by("path").values_list("path", flat=True)) == ["Home", "Home > Mugs"]

    def test_few_statements_are_needed_when_rows_are_many(self, django_assert_max_num_queries):
        with django_assert_max_num_queries(12):
            upsert(*(record(number) for number in range(300)))
