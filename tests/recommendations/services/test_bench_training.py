"""What going on costs against a training from scratch, on the shop's own history."""

from datetime import UTC, datetime, timedelta

import pytest

from recommendations.services.bench_training import bench_training
from recommendations.training import shop_sequences
from recommendations.training.sequence.config import SequenceConfig
from tests.factories import InteractionFactory, ProductFactory, ProductVectorFactory, ShopperFactory

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def shop(monkeypatch):
    small = SequenceConfig(epochs=10, batch_size=16, evaluate_every=2, bf16=False)
    monkeypatch.setattr(shop_sequences, "settings_for", lambda _: small)
    products = [ProductFactory() for _ in range(11)]
    for axis, product in enumerate(products):
        ProductVectorFactory(product=product, axis=axis)
    for number in range(30):
        shopper = ShopperFactory()
        for day in range(10):
            moment = START + timedelta(days=day)
            InteractionFactory(shopper=shopper, product=products[(number + day) % 11], occurred_at=moment)


class BenchTrainingTests:
    def test_both_are_judged_on_the_same_shoppers(self, shop):
        result = bench_training(nights=2)

        assert (result["kind"], result["nights"], result["items"], result["steps"]) == ("warm", 2, 11, 300)
        assert result["users"] == 30
        assert result["figure"] == result["ratio"] > 0
        mean, low, high = result["difference"]
        assert low <= mean <= high
        assert mean == pytest.approx(result["ndcg_at_10"] - result["ndcg_at_10_from_scratch"], abs=2e-4)

    def test_short_history_is_refused(self):
        InteractionFactory(occurred_at=START)

        with pytest.raises(RuntimeError, match="too short"):
            bench_training()
