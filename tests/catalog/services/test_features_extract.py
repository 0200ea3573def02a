"""Extraction into the database: what is written, what stays, what is not done twice."""

from typing import Any

import pytest

from catalog.features.extractor import FeatureExtractor
from catalog.models import Feature, Product
from catalog.services.features import feature_reject, feature_verify, features_extract, product_categorise
from tests.factories import CategoryFactory, FeatureFactory, ProductFactory, ReviewFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def jackets() -> Any:
    clothing = CategoryFactory(name="Clothing")
    CategoryFactory(name="Mugs")
    return CategoryFactory(name="Rain jackets", names={"en": "Rain jackets"}, parent=clothing)


def stored(product: Product) -> list[tuple[str, str, str, str]]:
    rows = Feature.objects.filter(product=product).order_by("kind", "name", "normalised")
    return [(row.kind, row.name, row.normalised, row.status) for row in rows]


class FeaturesExtractTests:
    def test_values_category_and_hash_when_product_is_new(self, jackets: Any) -> None:
        product = ProductFactory(texts__title="Navy rain jacket", texts__description="Waterproof. Weighs 310 g.")

        result = features_extract([product.pk])

        product.refresh_from_db()
        assert (result.done, result.failed) == (1, 0)
        assert (product.category, product.extracted_hash) == (jackets, product.text_hash)
        assert stored(product) == [
            ("attribute", "colour", "navy", "proposed"),
            ("attribute", "weight", "310 g", "proposed"),
            ("category", "category", "Clothing > Rain jackets", "proposed"),
            ("function", "function", "waterproof", "proposed"),
        ]
        weight = Feature.objects.get(name="weight")
        assert (weight.evidence_field, weight.value, weight.model, weight.source) == (
            "description:en",
            "310 g",
            "fake",
            "model",
        )

    def test_same_rows_when_run_again(self, jackets: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        product = ProductFactory(texts__title="Navy rain jacket")
        features_extract([product.pk])
        before = list(Feature.objects.values_list("pk", flat=True))
        monkeypatch.setattr(FeatureExtractor, "extract", lambda *_: pytest.fail("read again"))

        result = features_extract([product.pk])

        assert result.done == 1
        assert list(Feature.objects.values_list("pk", flat=True)) == before

    def test_proposals_replaced_when_text_changed(self, jackets: Any) -> None:
        product = ProductFactory(texts__title="Navy rain jacket")
        features_extract([product.pk])
        product.texts.update(title="Red rain jacket")
        Product.objects.filter(pk=product.pk).update(text_hash="other")

        features_extract([product.pk])

        assert [row[2] for row in stored(product) if row[1] == "colour"] == ["red"]

    def test_decisions_stay_when_text_changed(self, jackets: Any, merchandiser: Any) -> None:
        product = ProductFactory(texts__title="Navy rain jacket", texts__description="Waterproof. Made of polyester.")
        features_extract([product.pk])
        feature_reject(features=[Feature.objects.get(normalised="waterproof")], by=merchandiser)
        feature_verify(features=[Feature.objects.get(normalised="polyester")], by=merchandiser)
        FeatureFactory(product=product, name="pattern", value="striped", source="staff", status="verified")
        product.texts.update(description="Waterproof. Made of nylon.")
        Product.objects.filter(pk=product.pk).update(text_hash="other")

        features_extract([product.pk])

        assert [row[1:] for row in stored(product) if row[0] != "category"] == [
            ("colour", "navy", "proposed"),
            ("material", "polyester", "verified"),
            ("pattern", "striped", "verified"),
            ("function", "waterproof", "rejected"),
        ]

    def test_nothing_written_when_text_changed_meanwhile(self, jackets: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        product = ProductFactory(texts__title="Navy rain jacket")
        extract = FeatureExtractor.extract

        def edited(*arguments: Any) -> Any:
            Product.objects.filter(pk=product.pk).update(text_hash="edited")
            return extract(*arguments)

        monkeypatch.setattr(FeatureExtractor, "extract", edited)

        features_extract([product.pk])

        product.refresh_from_db()
        assert (stored(product), product.extracted_hash) == ([], "")

    def test_feed_category_wins_when_it_names_one_of_the_store(self, jackets: Any) -> None:
        product = ProductFactory(texts__title="Navy mug", feed_category="clothing > rain jackets")

        features_extract([product.pk])

        product.refresh_from_db()
        assert product.category == jackets

    def test_feed_field_is_the_evidence_when_the_feed_names_the_category(self, jackets: Any) -> None:
        product = ProductFactory(texts__title="Navy mug", feed_category="clothing > rain jackets")

        features_extract([product.pk])

        [category] = Feature.objects.filter(kind="category")
        assert (category.value, category.normalised) == ("rain jackets", "Clothing > Rain jackets")
        assert (category.evidence_field, category.evidence_start, category.evidence_end) == ("category", 11, 23)
        assert (category.model, category.prompt_version) == ("feed", "")

    def test_category_above_the_leaves_is_taken_when_the_feed_names_it(self, jackets: Any) -> None:
        named = ProductFactory(texts__title="Clothing voucher", feed_category="Clothing")
        other = ProductFactory(texts__title="Clothing: a rain jacket")

        features_extract([named.pk, other.pk])

        named.refresh_from_db()
        other.refresh_from_db()
        assert (named.category.path, other.category) == ("Clothing", jackets)

    def test_feed_category_stays_away_when_staff_rejected_it(self, jackets: Any, merchandiser: Any) -> None:
        product = ProductFactory(texts__title="Navy mug", feed_category="Clothing > Rain jackets")
        features_extract([product.pk])
        feature_reject(features=[Feature.objects.get(kind="category")], by=merchandiser)

        features_extract([product.pk])

        product.refresh_from_db()
        assert product.category.name == "Mugs"

    @pytest.mark.parametrize("again", [1, 2])
    def test_category_set_by_staff_stays_when_the_feed_names_another(
        self, jackets: Any, merchandiser: Any, again: int
    ) -> None:
        product = ProductFactory(texts__title="Navy mug", feed_category="Clothing > Rain jackets")
        mugs = CategoryFactory(name="Tea mugs")
        for category in (jackets, mugs)[-again:]:
            features_extract([product.pk])
            product_categorise(product=product, category=category, by=merchandiser)
        Product.objects.filter(pk=product.pk).update(text_hash="other")

        features_extract([product.pk])

        product.refresh_from_db()
        verified = Feature.objects.get(product=product, kind="category", status="verified")
        assert (product.category, verified.normalised, verified.source) == (mugs, "Tea mugs", "staff")
        assert (verified.evidence_field, verified.value) == ("title:en", "Navy mug")

    def test_other_category_when_staff_took_the_feed_category_away(self, jackets: Any, merchandiser: Any) -> None:
        product = ProductFactory(texts__title="Navy mug", feed_category="Clothing > Rain jackets")
        features_extract([product.pk])
        product_categorise(product=product, category=None, by=merchandiser)

        features_extract([product.pk])

        product.refresh_from_db()
        assert product.category.name == "Mugs"

    def test_nothing_but_the_category_is_read_in_the_feed_path(self, jackets: Any) -> None:
        product = ProductFactory(texts__title="Thing", feed_category="Red > Waterproof > Rain jackets")

        features_extract([product.pk])

        assert [row[0] for row in stored(product)] == ["category"]

    def test_values_but_no_category_when_the_shop_has_no_tree(self) -> None:
        product = ProductFactory(texts__title="Navy rain jacket")

        features_extract([product.pk])

        product.refresh_from_db()
        assert (product.category, stored(product)) == (None, [("attribute", "colour", "navy", "proposed")])

    def test_other_category_when_staff_rejected_it(self, jackets: Any, merchandiser: Any) -> None:
        product = ProductFactory(texts__title="Navy rain jacket")
        features_extract([product.pk])
        feature_reject(features=[Feature.objects.get(kind="category")], by=merchandiser)
        product.refresh_from_db()
        assert product.category is None

        features_extract([product.pk])

        product.refresh_from_db()
        assert product.category.name == "Mugs"
        assert ("category", "category", "Clothing > Rain jackets", "rejected") in stored(product)

    def test_function_found_when_two_good_reviews_say_so(self, jackets: Any) -> None:
        product = ProductFactory(texts__title="Rain jacket")
        ReviewFactory(product=product, text="Very breathable.", rating=5)
        ReviewFactory(product=product, text="It is breathable indeed.", rating=4)
        ReviewFactory(product=product, text="Not windproof, they said windproof!", rating=1)

        features_extract([product.pk])

        [function] = Feature.objects.filter(kind="function")
        assert function.normalised == "breathable"
        assert function.evidence_field.startswith("review:")

    def test_no_value_when_product_has_no_text(self, jackets: Any) -> None:
        product = ProductFactory(texts={})

        features_extract([product.pk])

        product.refresh_from_db()
        assert (stored(product), product.extracted_hash) == ([], product.text_hash)

    @pytest.mark.parametrize("count", [2, 20])
    def test_queries_do_not_grow_when_products_do(
        self, jackets: Any, count: int, django_assert_max_num_queries: Any
    ) -> None:
        keys = [ProductFactory(texts__title=f"Navy rain jacket {n}").pk for n in range(count)]
        features_extract([ProductFactory(texts__title="Warm-up").pk])

        with django_assert_max_num_queries(22):
            features_extract(keys)
