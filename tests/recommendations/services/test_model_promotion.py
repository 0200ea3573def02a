"""Versions going into use, or not."""

import numpy as np
import pytest

from recommendations.evaluation.metrics.intervals import Interval
from recommendations.models import ItemEmbedding, ItemNeighbour, ItemPopularity, ModelArtefact, ModelVersion
from recommendations.services.model_artefacts import artefact_load, artefact_store
from recommendations.services.model_promotion import KEPT, PromotionRefused, objection_to, version_promote
from recommendations.services.served_tables import tables_pack
from recommendations.training.neighbours import Neighbours
from tests.factories import ProductFactory

pytestmark = pytest.mark.django_db


def version(name: str, *, events: int = 100, neighbours=None, popular=None) -> ModelVersion:
    row = ModelVersion.objects.create(version=name, events=events)
    pairs = [
        (one, other, at, score) for one, some in (neighbours or {}).items() for at, (other, score) in enumerate(some)
    ]
    columns = np.array(pairs, dtype=float).reshape(-1, 4).T
    known = Neighbours(*(column.astype(np.int64) for column in columns[:3]), columns[3])
    artefact_store(row, ModelArtefact.Name.TABLES, tables_pack(known, popular or {}))
    return row


class ArtefactTests:
    def test_arrays_come_back_as_they_were_stored(self):
        row = ModelVersion.objects.create(version="a")
        artefact_store(row, "sequence", {"x": np.arange(3, dtype=np.float32), "names": np.array(["a", "bc"])})

        found = artefact_load(row.pk, "sequence")

        assert found is not None
        assert found["x"].tolist() == [0.0, 1.0, 2.0] and found["x"].dtype == np.float32
        assert found["names"].tolist() == ["a", "bc"]

    def test_none_comes_when_nothing_is_stored(self):
        assert artefact_load(1, "sequence") is None

    def test_python_objects_are_refused_when_stored(self):
        with pytest.raises(ValueError, match="Object arrays"):
            artefact_store(ModelVersion.objects.create(version="a"), "sequence", {"x": np.array([object()])})


class PromoteTests:
    def test_tables_are_those_of_the_version_when_it_goes_into_use(self, admin_user):
        one, two = ProductFactory.create_batch(2)
        first = version("first", neighbours={one.pk: [(two.pk, 0.5)]}, popular={(one.pk, "de"): 1.0})
        second = version("second", neighbours={two.pk: [(one.pk, 0.25)]})

        version_promote(version=first, verdict="good")
        version_promote(version=second, verdict="better", by=admin_user)

        assert list(ItemNeighbour.objects.values_list("product", "neighbour", "score")) == [(two.pk, one.pk, 0.25)]
        assert not ItemPopularity.objects.exists()
        second.refresh_from_db()
        assert (second.active, second.verdict, second.promoted_by) == (True, "better", admin_user)
        assert list(ModelVersion.objects.filter(active=True)) == [second]

        version_promote(version=first, verdict="back")

        assert list(ItemNeighbour.objects.values_list("product", "position")) == [(one.pk, 0)]
        assert list(ItemPopularity.objects.values_list("product", "segment", "score")) == [(one.pk, "de", 1.0)]

    def test_products_that_are_gone_are_left_out_when_it_goes_into_use(self):
        one, two = ProductFactory.create_batch(2)
        row = version("first", neighbours={one.pk: [(two.pk, 0.5)]}, popular={(two.pk, ""): 1.0, (one.pk, ""): 0.5})
        two.delete()

        version_promote(version=row, verdict="")

        assert not ItemNeighbour.objects.exists()
        assert list(ItemPopularity.objects.values_list("product", flat=True)) == [one.pk]

    def test_embeddings_go_when_the_version_has_no_sequence_model(self):
        ItemEmbedding.objects.create(product=ProductFactory(), embedding=[0.0] * 65)

        version_promote(version=version("first"), verdict="")

        assert not ItemEmbedding.objects.exists()

    def test_version_is_refused_when_its_arrays_are_gone(self):
        row = ModelVersion.objects.create(version="bare")

        with pytest.raises(PromotionRefused, match="arrays of version bare"):
            version_promote(version=row, verdict="")

    def test_arrays_of_the_latest_versions_are_kept_when_another_goes_into_use(self):
        rows = [version(f"v{number}") for number in range(KEPT + 2)]

        version_promote(version=rows[-1], verdict="")

        kept = set(ModelArtefact.objects.values_list("version__version", flat=True))
        assert kept == {f"v{number}" for number in range(2, KEPT + 2)}


class ObjectionTests:
    def test_nothing_is_said_against_the_first(self):
        assert objection_to(version("first", events=0), Interval(0.1, 0.0, 0.2)) == ""

    @pytest.mark.parametrize(("high", "objects"), [(-0.001, True), (0.0, False)])
    def test_worse_than_popularity_is_objected_to(self, high, objects):
        found = objection_to(version("first"), Interval(-0.02, -0.03, high))

        assert found.startswith("Its NDCG@10 lies below that of popularity") is objects

    @pytest.mark.parametrize(("events", "objects"), [(49, True), (50, False)])
    def test_far_fewer_events_are_objected_to(self, events, objects):
        version_promote(version=version("first", events=100), verdict="")

        assert ("was a history lost" in objection_to(version("second", events=events), None)) is objects
