"""What training learns from of products: texts, pictures and features, as far as the shop has them."""

import numpy as np
import pytest

from recommendations.services.item_content import (
    FEATURES,
    FEATURES_WIDTH,
    PARTS,
    PICTURE,
    PICTURE_WIDTH,
    TEXT,
    content_as_trained,
    content_vectors,
    parts_known,
)
from tests.factories import FeatureFactory, PictureVectorFactory, ProductFactory, ProductVectorFactory

pytestmark = pytest.mark.django_db


def product(**more):
    return ProductVectorFactory(product=ProductFactory(images=["mug.png"], **more)).product


def cosine(one, other) -> float:
    return float(one @ other / np.linalg.norm(one) / np.linalg.norm(other))


class PartsKnownTests:
    def test_texts_alone_are_known_when_nothing_else_was_read(self):
        product()

        assert parts_known() == [TEXT]

    def test_part_is_known_when_most_products_have_it(self):
        products = [product() for _ in range(3)]
        PictureVectorFactory(product=products[0])
        for one in products[:2]:
            FeatureFactory(product=one)

        assert parts_known() == [TEXT, FEATURES]

        PictureVectorFactory(product=products[1])
        assert parts_known() == [TEXT, PICTURE, FEATURES]


class ContentVectorsTests:
    def test_parts_stand_side_by_side_with_their_shares_of_a_row(self):
        mug = product()
        PictureVectorFactory(product=mug)
        FeatureFactory(product=mug)

        keys, vectors = content_vectors(parts=[TEXT, PICTURE, FEATURES])

        text = vectors.shape[1] - PICTURE_WIDTH - FEATURES_WIDTH
        squares = [float((part**2).sum()) for part in np.split(vectors[0], [text, text + PICTURE_WIDTH])]
        assert keys == [mug.pk]
        assert squares == [pytest.approx(0.6, abs=0.01), pytest.approx(0.2, abs=0.06), pytest.approx(0.2, abs=1e-5)]

    def test_products_are_alike_in_features_when_they_share_values(self):
        products = [product() for _ in range(3)]
        for one, values in zip(products, (("red", "wool"), ("red", "wool"), ("blue", "steel")), strict=True):
            for value in values:
                FeatureFactory(product=one, normalised=value)

        _, vectors = content_vectors(parts=[FEATURES])

        assert cosine(vectors[0], vectors[1]) == pytest.approx(1.0)
        assert cosine(vectors[0], vectors[2]) == pytest.approx(0.0, abs=1e-6)

    def test_rejected_value_counts_nothing(self):
        mug = product()
        FeatureFactory(product=mug, status="rejected")

        assert not content_vectors(parts=[FEATURES])[1].any()

    def test_product_has_zeros_where_nothing_is_known_of_it(self):
        product()

        _, vectors = content_vectors(parts=[TEXT, PICTURE, FEATURES])

        assert vectors[0].any()
        assert not vectors[0, -PICTURE_WIDTH - FEATURES_WIDTH :].any()

    def test_nothing_comes_back_when_no_text_is_encoded(self):
        ProductFactory()

        keys, vectors = content_vectors()

        assert (keys, len(vectors)) == ([], 0)


class ContentAsTrainedTests:
    def test_vectors_are_made_of_what_the_model_learned_from(self):
        mug = product()
        FeatureFactory(product=mug)
        width = content_vectors(parts=[TEXT])[1].shape[1]

        assert content_as_trained({PARTS: np.array([TEXT])})[1].shape == (1, width)
        assert content_as_trained({PARTS: np.array([TEXT, FEATURES])})[1].shape == (1, width + FEATURES_WIDTH)

    def test_texts_count_whole_when_the_model_is_from_before_there_were_parts(self):
        product()

        _, vectors = content_as_trained({})

        assert float(np.linalg.norm(vectors[0])) == pytest.approx(1.0, abs=0.01)
