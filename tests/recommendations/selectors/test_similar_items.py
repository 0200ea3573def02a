"""Items like one item."""

import numpy as np
import pytest

from catalog.current_store import in_store
from catalog.models import Product, Store
from recommendations.engine.errors import InvalidK, RequestError, UnknownProduct
from recommendations.selectors.similar import similar_items
from tests.factories import ItemNeighbourFactory, ProductFactory
from tests.recommendations.adapters.adapter_cases import vector

pytestmark = pytest.mark.django_db


@pytest.fixture
def own():
    product = ProductFactory(external_id="own", texts__title="Tent")
    vector(product, 1.0)
    return product


def alike(external_id: str, cosine: float, **fields) -> Product:
    product = ProductFactory(external_id=external_id, **fields)
    vector(product, cosine, np.sqrt(1 - cosine**2))
    return product


def found(**values) -> list[tuple[str, float]]:
    return [(item.product_id, item.score) for item in similar_items(product_id="own", **values)]


class SimilarTests:
    def test_nearest_come_first_with_their_cosine_when_vectors_differ(self, own):
        for name, cosine in (("far", 0.3), ("near", 0.9), ("middle", 0.6)):
            alike(name, cosine)

        assert found() == [
            ("near", pytest.approx(0.9, abs=2e-3)),
            ("middle", pytest.approx(0.6, abs=2e-3)),
            ("far", pytest.approx(0.3, abs=2e-3)),
        ]

    @pytest.mark.parametrize(("cosine", "expected"), [(1.0, 1.0), (0.0, 0.0), (-0.5, 0.0), (-1.0, 0.0)])
    def test_score_lies_between_zero_and_one_when_vectors_are_any(self, own, cosine, expected):
        alike("other", cosine)

        [item] = similar_items(product_id="own")

        assert item.score == pytest.approx(expected, abs=2e-3)
        assert 0.0 <= item.score <= 1.0
        assert item.score == sum(factor.contribution for factor in item.factors)

    def test_reason_names_the_item_when_one_is_alike(self, own):
        alike("near", 0.9)

        [item] = similar_items(product_id="own", locale="de")

        assert item.reason == "Ähnlich wie das, was Sie angesehen haben: Tent"

    @pytest.mark.parametrize("change", [{"available": False}, {"hidden": True}, {"stock": 0}], ids=str)
    def test_item_stays_away_when_it_cannot_be_bought(self, own, change):
        alike("near", 0.9, **change)
        alike("far", 0.3)

        assert [name for name, _ in found()] == ["far"]

    def test_similar_to_a_hidden_item_come_when_asked_for(self, own):
        alike("near", 0.9)
        Product.objects.filter(pk=own.pk).update(hidden=True)

        assert [name for name, _ in found()] == ["near"]

    def test_nothing_comes_when_the_item_has_no_vector(self):
        ProductFactory(external_id="own")
        alike("other", 0.5)

        assert found() == []

    def test_other_stores_items_stay_away_when_they_are_alike(self, own):
        with in_store(Store.objects.create(slug="other", name="Other").pk):
            alike("theirs", 1.0)

        assert found() == []

    @pytest.mark.parametrize(("k", "count"), [(1, 1), (3, 3), (100, 5)])
    def test_k_items_come_when_there_are_so_many(self, own, k, count):
        for place in range(5):
            alike(f"p{place}", 0.9 - place / 10)

        assert [name for name, _ in found(k=k)] == [f"p{place}" for place in range(count)]


class TogetherTests:
    @pytest.fixture
    def neighbours(self, own):
        for place, score in enumerate((0.2, 0.8, 0.8)):
            ItemNeighbourFactory(product=own, neighbour__external_id=f"p{place}", position=place, score=score)

    def test_most_agreed_come_first_and_older_when_equal(self, neighbours):
        assert found(kind="together") == [("p1", 0.8), ("p2", 0.8), ("p0", 0.2)]

    def test_reason_names_the_item_when_chosen_together(self, neighbours):
        assert {item.reason for item in similar_items(product_id="own", kind="together")} == {
            "Often chosen together with Tent"
        }

    def test_item_comes_when_neither_has_a_title(self):
        own = ProductFactory(external_id="own", texts={})
        ItemNeighbourFactory(product=own, neighbour__external_id="p0", neighbour__texts={})

        [item] = similar_items(product_id="own", kind="together")

        assert (item.product_id, item.title, item.reason) == ("p0", "", "From the whole shop")


class SimilarRefusedTests:
    @pytest.mark.parametrize("k", [0, -1, 101])
    def test_k_is_refused_when_out_of_range(self, own, k):
        with pytest.raises(InvalidK, match=f"is {k}: ask for 1 to 100 items"):
            similar_items(product_id="own", k=k)

    def test_kind_is_refused_when_unknown(self, own):
        with pytest.raises(RequestError, match="'cheaper' is not a kind of likeness: use one of similar, together"):
            similar_items(product_id="own", kind="cheaper")

    def test_product_is_refused_when_unknown(self, own):
        with pytest.raises(UnknownProduct, match="no product 'gone' in the catalog"):
            similar_items(product_id="gone")
