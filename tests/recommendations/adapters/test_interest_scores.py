"""Likeness to a shopper's interests: what Postgres computes, against numpy."""

import numpy as np
import pytest

from catalog.models import ProductVector
from recommendations.adapters.candidates import LEAST_SIMILARITY
from tests.factories import ProductFactory, ShopperFactory
from tests.recommendations.adapters.adapter_cases import candidates, interest, recent, scope, told, towards, vector
from users.models import InterestVector

pytestmark = pytest.mark.django_db
TOLERANCE = 2e-3  # of vectors at half precision


def scores(at, *products) -> list[tuple[float, str]]:
    return told(candidates(at, [product.pk for product in products]), "interest", *products)


class InterestScoreTests:
    @pytest.mark.parametrize(
        ("cosine", "expected"), [(1.0, 1.0), (0.6, 0.5), (0.28, 0.1), (0.2, 0.0), (0.0, 0.0), (-1.0, 0.0)]
    )
    def test_cosine_is_stretched_over_zero_to_one_when_it_exceeds_the_least(self, cosine, expected):
        shopper, product = ShopperFactory(), ProductFactory()
        interest(shopper, [1.0], label="product:7")
        vector(product, cosine, np.sqrt(1 - cosine**2))

        [(score, label)] = scores(scope(shopper, has_vectors=True), product)

        assert (score, label) == (pytest.approx(expected, abs=TOLERANCE), "product:7")

    def test_nearest_interest_is_named_when_there_are_several(self):
        shopper, products = ShopperFactory(), ProductFactory.create_batch(2)
        interest(shopper, [1.0], label="product:7")
        interest(shopper, [0.0, 1.0], label="query:tea")
        vector(products[0], 0.9, 0.1)
        vector(products[1], 0.1, 0.9)

        found = scores(scope(shopper, has_vectors=True), *products)

        assert [label for _, label in found] == ["product:7", "query:tea"]

    def test_small_interest_counts_a_little_less_when_likeness_is_equal(self):
        shopper, products = ShopperFactory(), ProductFactory.create_batch(2)
        for axis, weight in enumerate((0.8, 0.2)):
            interest(shopper, [*([0.0] * axis), 1.0], weight=weight)
            vector(products[axis], *([0.0] * axis), 1.0)

        [(large, _), (small, _)] = scores(scope(shopper, has_vectors=True), *products)

        assert large == pytest.approx(1.0, abs=TOLERANCE)
        assert small == pytest.approx((0.25**0.25 - LEAST_SIMILARITY) / (1 - LEAST_SIMILARITY), abs=TOLERANCE)

    def test_recent_products_count_when_there_are_no_interests(self):
        seen, alike, other = ProductFactory.create_batch(3)
        for product, shares in ((seen, [1.0]), (alike, [0.6, 0.8]), (other, [0.0, 0.0, 1.0])):
            vector(product, *shares)

        found = scores(scope(recent=recent(seen)), seen, alike, other)

        assert [score for score, _ in found] == pytest.approx([1.0, 0.5, 0.0], abs=TOLERANCE)
        assert {label for _, label in found} == {f"product:{seen.pk}"}

    def test_nothing_is_like_anything_when_nothing_is_known(self):
        product = ProductFactory()
        vector(product, 1.0)

        assert scores(scope(), product) == [(0.0, "")]

    def test_scores_are_those_of_numpy_when_vectors_are_any(self):
        random = np.random.default_rng(4)
        shopper, products = ShopperFactory(), ProductFactory.create_batch(30)
        interests = [(random.standard_normal(3) + 0.5, weight) for weight in (0.5, 0.3, 0.2)]
        vectors = random.standard_normal((30, 3)) + 0.5
        for shares, weight in interests:
            interest(shopper, shares, weight=weight)
        for product, shares in zip(products, vectors, strict=True):
            vector(product, *shares)

        found = [score for score, _ in scores(scope(shopper, has_vectors=True), *products)]

        best = [
            max(float(np.dot(towards(*shares), towards(*own))) * (weight / 0.5) ** 0.25 for own, weight in interests)
            for shares in vectors
        ]
        expected = np.clip((np.array(best) - LEAST_SIMILARITY) / (1 - LEAST_SIMILARITY), 0, 1)
        assert found == pytest.approx(list(expected), abs=TOLERANCE)
        assert 5 < np.count_nonzero(expected) < 30  # both ends of the range occur
        assert (ProductVector.objects.count(), InterestVector.objects.count()) == (30, 3)
