"""What people decide about values: verify, reject, correct."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from catalog.models import Feature, Product
from catalog.services.features import feature_correct, feature_reject, feature_verify
from tests.factories import CategoryFactory, FeatureFactory, ProductFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def jacket() -> Product:
    return ProductFactory(
        texts__title="Navy shell", texts__description="A red zip. Weighs 0.31 kg. Shell in marine hue."
    )


def proposed(product: Product, name: str, value: str, start: int, **fields: Any) -> Feature:
    return FeatureFactory(
        product=product,
        name=name,
        value=value,
        evidence_field="description:en",
        evidence_start=start,
        evidence_end=start + len(value),
        status="proposed",
        source="model",
        **fields,
    )


def category_feature(product: Product, path: str) -> Feature:
    return FeatureFactory(
        product=product,
        kind="category",
        name="category",
        value="shell",
        normalised=path,
        evidence_field="title:en",
        evidence_start=5,
        evidence_end=10,
        status="proposed",
    )


class FeatureVerifyTests:
    def test_category_moves_when_a_category_is_verified(self, jacket: Product, merchandiser: Any) -> None:
        right, wrong = CategoryFactory(name="Shells"), CategoryFactory(name="Mugs")
        Product.objects.filter(pk=jacket.pk).update(category=wrong)
        chosen, other = category_feature(jacket, "Shells"), category_feature(jacket, "Mugs")

        feature_verify(features=[chosen], by=merchandiser)

        jacket.refresh_from_db()
        assert jacket.category == right
        assert Feature.objects.get(pk=chosen.pk).status == "verified"
        assert not Feature.objects.filter(pk=other.pk).exists()

    @pytest.mark.parametrize("decide", [feature_verify, feature_reject])
    def test_nothing_changes_when_the_role_may_not(
        self, decide: Any, jacket: Product, marketer: Any, outsider: Any
    ) -> None:
        feature = proposed(jacket, "colour", "red", 2)

        for person in (marketer, outsider):
            with pytest.raises(PermissionDenied):
                decide(features=[feature], by=person)

        assert Feature.objects.get(pk=feature.pk).status == "proposed"


class FeatureCorrectTests:
    def test_staff_value_stands_where_its_synonym_does(self, jacket: Product, merchandiser: Any) -> None:
        wrong = proposed(jacket, "colour", "red", 2)

        right = feature_correct(feature=wrong, normalised="navy", by=merchandiser)

        assert Feature.objects.get(pk=wrong.pk).status == "rejected"
        assert (right.source, right.status, right.confidence) == ("staff", "verified", 1.0)
        assert (right.evidence_field, right.evidence_start, right.evidence_end, right.value) == (
            "title:en",
            0,
            4,
            "Navy",
        )

    def test_amount_found_when_written_in_another_unit(self, jacket: Product, merchandiser: Any) -> None:
        wrong = proposed(jacket, "weight", "0.31", 18)

        right = feature_correct(feature=wrong, normalised="310 g", by=merchandiser)

        assert (right.value, right.normalised) == ("0.31 kg", "310 g")

    def test_refused_with_remedy_when_no_text_shows_it(self, jacket: Product, merchandiser: Any) -> None:
        wrong = proposed(jacket, "colour", "red", 2)

        with pytest.raises(ValidationError, match="Add it to the description first"):
            feature_correct(feature=wrong, normalised="purple", by=merchandiser)

        assert list(Feature.objects.values_list("normalised", "status")) == [("red", "proposed")]

    def test_category_corrected_by_name(self, jacket: Product, merchandiser: Any) -> None:
        shells = CategoryFactory(name="Shells")
        wrong = category_feature(jacket, "Mugs")

        right = feature_correct(feature=wrong, normalised="shells", by=merchandiser)

        jacket.refresh_from_db()
        assert (right.normalised, right.status, jacket.category) == ("Shells", "verified", shells)
        assert Feature.objects.get(pk=wrong.pk).status == "rejected"

    def test_refused_when_there_is_no_such_category(self, jacket: Product, merchandiser: Any) -> None:
        with pytest.raises(ValidationError, match="There is no category"):
            feature_correct(feature=category_feature(jacket, "Mugs"), normalised="Boats", by=merchandiser)

    def test_same_value_is_verified_when_nothing_differs(self, jacket: Product, merchandiser: Any) -> None:
        feature = proposed(jacket, "colour", "red", 2)

        right = feature_correct(feature=feature, normalised="Red", by=merchandiser)

        assert (right.pk, right.status, right.source) == (feature.pk, "verified", "staff")
