"""The sequence model at request time: from events to candidates and scores."""

from datetime import timedelta

import numpy as np
import pytest

from catalog.signals import content_read
from recommendations.adapters.user_embedding import embed
from recommendations.engine.histories import Step
from recommendations.models import ItemEmbedding, ModelArtefact, ModelVersion
from recommendations.services.model_artefacts import artefact_store, sequence_weights
from tests.factories import ItemPopularityFactory, ProductFactory
from tests.recommendations.adapters.adapter_cases import NOW, candidate_keys, candidates, scope, told, vector

pytestmark = pytest.mark.django_db
USER = f"[{','.join(['1'] + ['0'] * 63)},1]"


def place(product, *, first: float, bias: float = 0.0) -> None:
    ItemEmbedding.objects.create(product=product, embedding=[first, *[0.0] * 63, bias])


def layerless(products) -> dict[str, np.ndarray]:
    """A model whose user embedding is the last item's vector, scaled to mean 0 and spread 1."""
    return {
        "layers": np.float32(0),
        "longest": np.float32(50),
        "out.scale": np.ones(64, dtype=np.float32),
        "out.shift": np.zeros(64, dtype=np.float32),
        "start": np.zeros(64, dtype=np.float32),
        "items": np.zeros((len(products), 64), dtype=np.float32),
        "bias": np.full(len(products), 0.25, dtype=np.float32),
        "content": np.eye(512, 64, dtype=np.float32),
        "content.mean": np.zeros(512, dtype=np.float32),
        "products": np.array([product.pk for product in products], dtype=np.int64),
    }


@pytest.fixture
def version():
    sequence_weights.cache_clear()
    row = ModelVersion.objects.create(version="v", active=True)
    yield row
    sequence_weights.cache_clear()


class EmbedTests:
    def test_embedding_is_that_of_the_last_step_when_the_model_has_no_layers(self, version):
        old, new = ProductFactory.create_batch(2)
        place(old, first=-5.0)
        place(new, first=8.0)
        artefact_store(version, ModelArtefact.Name.SEQUENCE, layerless([old, new]))
        steps = [Step(new.pk, "view", NOW), Step(old.pk, "view", NOW - timedelta(days=1))]

        text = embed(version.pk, steps)

        assert text is not None
        numbers = [float(number) for number in text.strip("[]").split(",")]
        assert len(numbers) == 65 and numbers[-1] == 1.0
        assert numbers[0] == pytest.approx(63**0.5, rel=1e-3)  # one number stands out of 64
        assert numbers[1] == pytest.approx(-1 / 63**0.5, rel=1e-3)

    def test_nothing_comes_when_there_is_no_model(self, version):
        assert embed(version.pk, [Step(1, "view", NOW)]) is None
        assert embed(None, [Step(1, "view", NOW)]) is None

    def test_nothing_comes_when_no_product_of_the_history_is_embedded(self, version):
        artefact_store(version, ModelArtefact.Name.SEQUENCE, layerless([]))

        assert embed(version.pk, [Step(ProductFactory().pk, "view", NOW)]) is None


class SequenceSourceTests:
    def test_items_of_the_largest_product_come_when_there_is_an_embedding(self):
        best = ItemPopularityFactory(score=1.0).product
        expected = ProductFactory()
        place(expected, first=1.0)

        assert candidate_keys(scope(user_embedding=USER), 1) == sorted([best.pk, expected.pk])
        assert candidate_keys(scope(), 1) == [best.pk]

    def test_scores_are_spread_between_lowest_and_highest_when_several_are_embedded(self):
        products = ProductFactory.create_batch(4)
        for product, (first, bias) in zip(products, [(2.0, 0.0), (0.0, 0.0), (0.5, 0.5)], strict=False):
            place(product, first=first, bias=bias)

        found = candidates(scope(user_embedding=USER), [product.pk for product in products])

        assert [score for score, _ in told(found, "sequence", *products)] == [1.0, 0.0, 0.5, 0.0]


class NewProductTests:
    def test_new_product_is_embedded_by_its_content_when_its_text_is_encoded(self, version):
        artefact_store(version, ModelArtefact.Name.SEQUENCE, layerless([ProductFactory()]))
        new = ProductFactory()
        vector(new, 0.0, 1.0)

        content_read.send(None, product_ids=[new.pk])

        embedding = ItemEmbedding.objects.get(product=new).embedding
        assert np.asarray(embedding).tolist() == [0.0, 1.0, *[0.0] * 62, 0.25]

    def test_nothing_is_stored_when_no_model_is_in_use(self, version):
        new = ProductFactory()
        vector(new, 1.0)

        content_read.send(None, product_ids=[new.pk])

        assert not ItemEmbedding.objects.exists()
