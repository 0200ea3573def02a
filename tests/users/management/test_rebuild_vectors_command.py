"""manage.py rebuild_vectors"""

from datetime import UTC, datetime

import pytest

from catalog.current_store import in_store
from catalog.models import Store
from tests.command_output import failure_of, json_of
from tests.factories import InteractionFactory, ProductFactory, ProductVectorFactory

NOW = datetime(2026, 6, 30, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)  # a column is not changed while rows of the same transaction wait
class RebuildVectorsTests:
    def test_every_store_has_its_vectors_again_when_rebuilt(self):
        InteractionFactory(shopper__last_seen_at=NOW, product=ProductVectorFactory(axis=3).product)
        with in_store(Store.objects.create(slug="other", name="Other").pk):
            ProductFactory()

        told = json_of("rebuild_vectors")

        assert list(told) == ["encoder", "dimension", "products", "shoppers", "failed", "seconds"]
        assert (told["dimension"], told["products"], told["shoppers"], told["failed"]) == (512, 2, 1, 0)

    def test_status_is_1_after_all_steps_when_one_of_them_failed(self, settings, monkeypatch):
        monkeypatch.setattr("catalog.services.jobs.RETRY_SECONDS", 0.001)
        settings.RECDASH_JOB_HANDLERS = {**settings.RECDASH_JOB_HANDLERS, "embed_products": "nowhere.at_all"}
        InteractionFactory(shopper__last_seen_at=NOW)

        message, told = failure_of("rebuild_vectors")

        assert "1 of 1 rows failed: ModuleNotFoundError" in message
        assert (told["products"], told["shoppers"], told["failed"]) == (0, 1, 1)
