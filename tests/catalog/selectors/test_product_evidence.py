"""The texts of a product, cut into marked segments."""

import pytest

from catalog.models import Feature
from catalog.selectors.features import Segment, cut_segments, product_evidence
from tests.factories import FeatureFactory, ProductFactory, ReviewFactory


def feature(pk: int, text: str, value: str, name: str, status: str = "proposed") -> Feature:
    start = text.index(value)
    return Feature(
        pk=pk,
        name=name,
        value=value,
        normalised=value,
        evidence_start=start,
        evidence_end=start + len(value),
        status=status,
    )


class CutSegmentsTests:
    def test_whole_text_when_evidence_overlaps(self) -> None:
        text = "Warm running shoes in red"
        features = [
            feature(1, text, "running shoes", "category", "verified"),
            feature(2, text, "running", "function"),
            feature(3, text, "red", "colour", "rejected"),
        ]

        segments = cut_segments(text, features)

        assert segments == (
            Segment("Warm "),
            Segment("running", "proposed", "category: running shoes · function: running", (1, 2)),
            Segment(" shoes", "verified", "category: running shoes", (1,)),
            Segment(" in "),
            Segment("red", "rejected", "colour: red", (3,)),
        )

    def test_no_mark_when_the_text_changed_since(self) -> None:
        stale = feature(1, "Red shoes", "Red", "colour")

        assert cut_segments("Blue shoes", [stale]) == (Segment("Blue shoes"),)

    def test_nothing_when_text_is_empty(self) -> None:
        assert cut_segments("", []) == ()


@pytest.mark.django_db
class ProductEvidenceTests:
    def test_texts_in_order_and_only_telling_reviews(self) -> None:
        product = ProductFactory(
            texts={"de": ("Rote Schuhe", ""), "en": ("Red shoes", "Warm.")}, attributes={"sku": "A1"}
        )
        telling, _ = ReviewFactory(product=product, text="So warm"), ReviewFactory(product=product, text="Nice")
        FeatureFactory(
            product=product,
            kind="function",
            name="function",
            value="warm",
            evidence_field=f"review:{telling.pk}",
            evidence_start=3,
            evidence_end=7,
        )

        texts = product_evidence(product)

        assert [(text.field, text.locale) for text in texts] == [
            ("title:en", "en"),
            ("description:en", "en"),
            ("title:de", "de"),
            ("attributes.sku", ""),
            (f"review:{telling.pk}", ""),
        ]
        assert texts[-1].segments[-1].text == "warm"
