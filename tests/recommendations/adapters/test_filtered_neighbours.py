"""Nearest neighbours by the index, where most of the nearest may not be shown."""

import numpy as np
import pytest
from django.db import connection

from catalog.models import Product, ProductVector
from recommendations.adapters.retrieval import NEAREST, shared
from tests.factories import LONG_AGO, ShopperFactory
from tests.recommendations.adapters.adapter_cases import interest, scope

pytestmark = pytest.mark.django_db
HIDDEN, SHOWN = 250, 60
PER_INTEREST = 40
SQL = NEAREST.replace("{per_interest}", str(PER_INTEREST))


def rows(shopper, prefix: str = "") -> list:
    at = scope(shopper, has_vectors=True)
    return [row[0] for row in at.rows(f"{prefix} WITH {shared(at)} {SQL}")]


@pytest.fixture
def shop():
    """Products ever farther from the interest, the nearest 250 of them hidden."""
    products = Product.objects.bulk_create(
        Product(external_id=f"p{n}", hidden=n < HIDDEN, currency="EUR", created_at=LONG_AGO)
        for n in range(HIDDEN + SHOWN)
    )
    angles = np.linspace(0.1, 1.4, len(products))
    vectors = np.zeros((len(products), 512))
    vectors[:, 0], vectors[:, 1] = np.cos(angles), np.sin(angles)
    ProductVector.objects.bulk_create(
        ProductVector(product=product, embedding=list(row), encoder="fake")
        for product, row in zip(products, vectors, strict=True)
    )
    shopper = ShopperFactory()
    interest(shopper, [1.0])
    return shopper, products


@pytest.fixture
def by_index(shop):
    """Have Postgres use the index, which it otherwise would for a larger catalog only."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE catalog_product, catalog_productvector, users_interestvector")
        for way in ("seqscan", "sort", "hashjoin", "mergejoin", "bitmapscan"):
            cursor.execute(f"SET LOCAL enable_{way} = off")


class FilteredNeighboursTests:
    def test_nearest_shown_come_when_read_without_the_index(self, shop):
        shopper, products = shop

        keys = rows(shopper)

        assert keys == [product.pk for product in products[HIDDEN : HIDDEN + PER_INTEREST]]

    def test_index_is_used_when_postgres_may_not_read_all(self, shop, by_index):
        plan = "\n".join(rows(shop[0], "EXPLAIN"))

        assert "product_vector_hnsw" in plan

    def test_as_many_as_asked_for_come_when_most_near_ones_are_hidden(self, shop, by_index):
        shopper, products = shop

        keys = rows(shopper)

        assert len(set(keys)) == PER_INTEREST
        assert set(keys) <= {product.pk for product in products[HIDDEN:]}
