"""Trainings one after the other: which goes on from which."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from catalog.current_job import in_job
from catalog.models import Job, Product, ProductVector
from catalog.services.jobs import job_run, job_start
from recommendations.models import ModelArtefact, ModelVersion
from recommendations.services import training
from recommendations.services.former_model import former_model
from recommendations.services.model_artefacts import artefact_load
from recommendations.services.model_promotion import version_promote
from recommendations.services.training import recommender_train
from recommendations.services.training_checkpoints import checkpoint_folder
from recommendations.training import shop_sequences
from recommendations.training.sequence.config import SequenceConfig
from tests.factories import FeatureFactory, InteractionFactory, ProductFactory, ProductVectorFactory, ShopperFactory

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 1, tzinfo=UTC)
LAST = START + timedelta(days=9)
LATER = LAST + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def few_epochs(monkeypatch):
    small = SequenceConfig(
        epochs=4, batch_size=16, evaluate_every=2, learning_rate=1e-2, warm_up=2, dropout=0.1, bf16=False
    )
    monkeypatch.setattr(shop_sequences, "settings_for", lambda _: small)


@pytest.fixture
def shop():
    """Thirty shoppers go round eleven products, a day each."""
    products = [ProductFactory() for _ in range(11)]
    for axis, product in enumerate(products):
        ProductVectorFactory(product=product, axis=axis)
    for number in range(30):
        shopper = ShopperFactory()
        for day in range(10):
            moment = START + timedelta(days=day)
            InteractionFactory(shopper=shopper, product=products[(number + day) % 11], occurred_at=moment)


def told(version: ModelVersion) -> tuple[str, str, int]:
    found = version.metrics["training"]
    return found["kind"], found["why_full"], found["steps"]


@pytest.mark.usefixtures("shop")
class TrainingsTests:
    def test_second_training_goes_on_from_the_first(self):
        first = recommender_train(until=LAST - timedelta(days=1))
        second = recommender_train(until=LAST)
        third = recommender_train(until=LATER)

        assert [told(version) for version in (first, second, third)] == [
            ("full", "first", 0),
            ("warm", "", 1),
            ("warm", "", 2),
        ]
        assert third.metrics["training"]["from"] == second.version
        assert third.metrics["training"]["full_at"] == first.metrics["training"]["full_at"]

    def test_model_before_knows_nothing_of_what_was_held_out(self):
        version = recommender_train(until=LAST)

        names = set(ModelArtefact.objects.filter(version=version).values_list("name", flat=True))
        assert names == {"sequence", "before", "tables"}
        former, why = former_model()
        assert why == "" and former is not None
        assert former.cut.isoformat() == version.metrics["training"]["cut"] == LAST.isoformat()

    def test_features_are_learned_from_once_most_products_have_them(self):
        for product in Product.objects.all():
            FeatureFactory(product=product)
        Product.objects.update(extracted_hash="read")  # so that the weights of the factors are learned as well

        first = recommender_train(until=LAST)
        version_promote(version=first, verdict="chosen")
        second = recommender_train(until=LATER)

        arrays = artefact_load(first.pk, "sequence")
        assert arrays["content.parts"].tolist() == ["text", "features"]
        assert arrays["content.mean"].shape == (len(ProductVector.objects.first().embedding) + 256,)
        assert told(second) == ("warm", "", 1)

    def test_product_of_yesterday_comes_in(self):
        recommender_train(until=LAST)
        product = ProductFactory()
        ProductVectorFactory(product=product, axis=11)
        for number in range(3):
            InteractionFactory(product=product, occurred_at=LAST + timedelta(hours=number + 1))

        version = recommender_train(until=LAST + timedelta(days=1))

        assert told(version)[0] == "warm"
        former, _why = former_model()
        assert product.pk in former.whole_items
        assert former.whole["items"].shape[0] == 12

    @pytest.mark.parametrize(
        ("days", "expected"), [(6.9, ("warm", "", 1)), (7.1, ("full", "due", 0))], ids=["early", "late"]
    )
    def test_training_starts_anew_after_a_week(self, days, expected):
        version = recommender_train(until=LAST)
        version.metrics["training"]["full_at"] = (timezone.now() - timedelta(days=days)).isoformat()
        version.save()

        assert told(recommender_train(until=LATER)) == expected

    def test_each_training_starts_anew_when_zero_days_are_set(self, settings):
        settings.RECDASH_FULL_TRAINING_DAYS = 0
        recommender_train(until=LAST)

        assert told(recommender_train(until=LATER)) == ("full", "due", 0)

    @pytest.mark.parametrize("encoder", ["encoder", "image_encoder"])
    def test_training_starts_anew_when_texts_or_pictures_are_encoded_otherwise(self, encoder):
        version = recommender_train(until=LAST)
        version.metrics["training"][encoder] = "another"
        version.save()

        assert told(recommender_train(until=LATER)) == ("full", "encoder", 0)

    def test_training_starts_anew_when_earlier_days_are_asked_for(self):
        recommender_train(until=LAST)

        assert told(recommender_train(until=LAST - timedelta(days=2))) == ("full", "moment", 0)

    def test_training_starts_anew_when_arrays_are_gone(self):
        recommender_train(until=LAST)
        ModelArtefact.objects.filter(name="before").delete()

        assert told(recommender_train(until=LATER)) == ("full", "first", 0)

    def test_command_trains_from_scratch_when_asked_to(self):
        recommender_train(until=LAST)

        call_command("train_recommender", "--full")

        assert told(ModelVersion.objects.get(active=True)) == ("full", "asked", 0)

    def test_job_goes_on_where_its_worker_was_killed(self, monkeypatch):
        points = []

        def killed(point):
            points.append(point["epoch"])
            if points == [1, 2, 3]:
                raise KeyboardInterrupt  # nothing in the way catches it, as with a kill

        monkeypatch.setattr(training, "job_point", killed)
        job = job_start(kind=Job.Kind.TRAIN_RECOMMENDER, ids=[1], enqueue=False)
        with pytest.raises(KeyboardInterrupt):
            job_run(job=job)
        InteractionFactory(occurred_at=timezone.now())  # meanwhile

        job = job_run(job=job)

        assert points == [1, 2, 3, 1, 2, 3, 4]  # told again up to the epoch that was written down, then run
        assert job.status == Job.Status.DONE


class CheckpointFolderTests:
    def test_there_is_none_outside_a_job(self):
        with checkpoint_folder() as folder:
            assert folder is None

    def test_it_goes_when_the_training_is_done_and_stays_when_it_breaks_off(self, settings, tmp_path):
        settings.VAR_DIR = tmp_path
        with in_job(7):
            with pytest.raises(ValueError, match="broken"), checkpoint_folder() as folder:
                (folder / "before.pt").write_bytes(b"state")
                raise ValueError("broken")
            with checkpoint_folder() as again:
                assert (again / "before.pt").read_bytes() == b"state"
            assert list(Path(tmp_path / "trainings").iterdir()) == []
