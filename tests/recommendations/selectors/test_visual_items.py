"""Items that look like one item."""

from datetime import UTC, datetime

import numpy as np
import pytest
from django.db import connection

from catalog.current_store import in_store
from catalog.models import PictureVector, Store
from recommendations.adapters.scope import SHOWABLE
from recommendations.selectors.similar import VISUAL, similar_items
from tests.factories import PictureVectorFactory, ProductFactory

pytestmark = pytest.mark.django_db


def looking(external_id: str, cosine: float = 1.0, *, encoder: str = "fake", **fields) -> PictureVector:
    """Make a product whose picture has this cosine with that of `own`."""
    vector = np.zeros(1280)
    vector[:2] = cosine, np.sqrt(1 - cosine**2)
    product = ProductFactory(external_id=external_id, images=["a.png"], **fields)
    return PictureVectorFactory(product=product, raw=list(vector), encoder=encoder)


def found(**values) -> list[tuple[str, float]]:
    return [(i.product_id, i.score) for i in similar_items(product_id="own", kind="visual", **values)]


def use_index() -> None:
    """Have Postgres use the index, which it otherwise would for a larger catalog only."""
    with connection.cursor() as cursor:
        for way in ("seqscan", "sort", "hashjoin", "mergejoin", "bitmapscan"):
            cursor.execute(f"SET LOCAL enable_{way} = off")


class VisualTests:
    @pytest.fixture(autouse=True)
    def own(self):
        return looking("own", texts__title="Red mug")

    def test_nearest_come_first_with_their_cosine(self):
        for name, cosine in (("far", 0.3), ("near", 0.9), ("middle", 0.6), ("opposite", -0.8)):
            looking(name, cosine)

        assert found() == [
            ("near", pytest.approx(0.9, abs=2e-3)),
            ("middle", pytest.approx(0.6, abs=2e-3)),
            ("far", pytest.approx(0.3, abs=2e-3)),
            ("opposite", 0.0),
        ]

    def test_older_come_first_when_pictures_are_the_same(self):
        for name in ("b", "c", "a"):
            looking(name, 0.5)

        assert [name for name, _ in found()] == ["b", "c", "a"]

    def test_reason_names_the_item(self):
        looking("near", 0.9)

        [item] = similar_items(product_id="own", kind="visual")
        [german] = similar_items(product_id="own", kind="visual", locale="de")

        assert (item.reason, german.reason) == ("Looks like Red mug", "Sieht ähnlich aus wie Red mug")

    def test_only_items_that_may_be_shown_come(self):
        looking("hidden", hidden=True)
        looking("away", available=False)
        looking("sold out", stock=0)
        with in_store(Store.objects.create(slug="other", name="Other").pk):
            looking("foreign")
        looking("shown", 0.2)

        assert [name for name, _ in found()] == ["shown"]

    def test_pictures_of_another_encoder_or_without_vector_are_left_out(self):
        looking("before", encoder="before")
        PictureVectorFactory(raw=None, error="is missing", product=ProductFactory(images=["b.png"]))

        assert found() == []

    def test_list_is_full_when_most_of_the_nearest_may_not_be_shown(self):
        for number in range(120):  # more than the index looks at in one go
            looking(f"hidden{number}", 0.99, hidden=True)
        for number in range(5):
            looking(f"shown{number}", 0.5)
        use_index()

        assert len(found(k=5)) == 5

    @pytest.mark.parametrize("values", [{}, {"raw": None, "error": "is missing"}])
    def test_list_is_empty_when_the_item_has_no_vector(self, own, values):
        looking("near", 0.9)
        PictureVector.objects.filter(pk=own.pk).delete()
        if values:
            PictureVectorFactory(product=own.product, **values)

        assert found() == []

    def test_index_finds_the_nearest_when_there_are_many(self, own):
        now = datetime(2026, 6, 30, tzinfo=UTC)
        values = {"store": 1, "now": now, "excluded": [own.pk], "categories": None, "product": own.pk, "k": 5}
        use_index()
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN {VISUAL.replace('{showable}', SHOWABLE).replace('{k}', str(values['k']))}", values)

            assert "picture_vector_hnsw" in "".join(line for (line,) in cursor.fetchall())
