"""What the extractor learns from, when it is trained again, and what its values become."""

from datetime import UTC, datetime
from typing import Any

import pytest

from catalog.features.extractor import FeatureExtractor
from catalog.features.tagging.config import TaggingConfig
from catalog.features.tagging.fitting import TooFewExamples
from catalog.features.tagging.types import Example, Passage
from catalog.features.trained_values import MODEL
from catalog.features.types import FeatureValue, Span
from catalog.models import ExtractorVersion, Feature, Job
from catalog.selectors.extractor_training import retraining_is_due, verified_examples
from catalog.services.extractor_training import extractor_retrain, extractor_train, trained_reader
from catalog.services.features import feature_reject, feature_verify, features_extract
from tests.catalog.features.tagging.tagging_cases import mugs
from tests.factories import CategoryFactory, FeatureFactory, JobFactory, ProductFactory

pytestmark = pytest.mark.django_db
VERIFIED = Feature.Status.VERIFIED


def verified_mugs(count: int) -> None:
    """Store titles of mugs of which each value is verified."""
    category = CategoryFactory(name="Mugs")
    for example in mugs(count):
        product = ProductFactory(texts__title=example.passage.text, category=category)
        for name, (start, end) in example.spans.items():
            FeatureFactory(
                product=product,
                name=name,
                value=example.passage.text[start:end],
                evidence_start=start,
                evidence_end=end,
                status=VERIFIED,
            )


class VerifiedExamplesTests:
    def test_text_with_its_verified_values_and_category(self) -> None:
        verified_mugs(1)

        examples, window = verified_examples()

        assert examples == [
            Example(Passage("Norda mug, red, 250 ml", "Mugs"), {"brand": (0, 5), "colour": (11, 14), "size": (16, 22)})
        ]
        times = sorted(Feature.objects.values_list("updated_at", flat=True))
        assert window == (times[0], times[-1])

    def test_text_waits_when_a_value_in_it_is_undecided(self) -> None:
        product = ProductFactory(texts__title="Red mug, 1 l", texts__description="Red. 1 l.")
        FeatureFactory(product=product, value="Red", status=VERIFIED)
        FeatureFactory(product=product, name="size", value="1 l", evidence_start=9, evidence_end=12)
        FeatureFactory(product=product, name="finish", value="Red", evidence_field="description:en", status=VERIFIED)

        examples, _ = verified_examples()

        assert [example.passage.text for example in examples] == ["Red. 1 l."]

    def test_nothing_when_text_changed_or_nobody_looked(self) -> None:
        FeatureFactory(product=ProductFactory(texts__title="Blue mug"), value="Red", status=VERIFIED)
        unseen = ProductFactory(texts__title="Red mug")
        FeatureFactory(product=unseen, value="Red", status=VERIFIED, sure=True, accepted_automatically=True)

        assert verified_examples()[0] == []


class RetrainingTests:
    @pytest.fixture(autouse=True)
    def _after_ten(self, settings: Any) -> None:
        settings.RECDASH_RETRAIN_AFTER = 10

    def test_due_when_enough_was_decided(self) -> None:
        verified_mugs(3)
        assert not retraining_is_due()

        verified_mugs(1)
        assert retraining_is_due()

    def test_counts_from_the_last_training(self) -> None:
        verified_mugs(4)
        newest = Feature.objects.order_by("-updated_at").values_list("updated_at", flat=True)[0]
        ExtractorVersion.objects.create(version="1", active=True, window_end=newest)
        assert not retraining_is_due()

        ExtractorVersion.objects.update(window_end=datetime(2026, 1, 1, tzinfo=UTC))
        assert retraining_is_due()

    def test_never_when_switched_off_or_on_its_way(self, settings: Any) -> None:
        verified_mugs(4)
        settings.RECDASH_RETRAIN_AFTER = 0
        assert extractor_retrain() is None

        settings.RECDASH_RETRAIN_AFTER = 10
        JobFactory(kind=Job.Kind.TRAIN_EXTRACTOR)
        assert extractor_retrain() is None

    def test_job_is_started_when_due(self) -> None:
        verified_mugs(4)

        job = extractor_retrain()

        assert job is not None
        assert (job.kind, job.total, job.status) == ("train_extractor", 1, "queued")


class ExtractorTrainTests:
    def test_extractor_in_use_stays_when_there_is_too_little(self) -> None:
        ExtractorVersion.objects.create(version="1", active=True)
        verified_mugs(9)

        with pytest.raises(TooFewExamples):
            extractor_train()

        assert ExtractorVersion.objects.values_list("version", "active").get() == ("1", True)

    def test_none_is_used_when_its_files_are_gone(self) -> None:
        ExtractorVersion.objects.create(version="1", active=True, folder="no-such-folder")

        assert trained_reader() is None

    @pytest.mark.model
    def test_trained_values_enter_extraction(self, settings: Any, tmp_path: Any) -> None:
        settings.RECDASH_MODEL_DIR = str(tmp_path)
        verified_mugs(20)
        ExtractorVersion.objects.create(version="1", active=True)

        version = extractor_train(config=TaggingConfig(folds=2, epochs=1, least_steps=0))
        product = ProductFactory(texts__title="Ostra mug, black, 1 l")
        features_extract([product.pk])

        assert ExtractorVersion.objects.get(active=True) == version
        assert (version.examples, version.code_version) == (20, "1")
        assert version.metrics["held_out_f1"] > 0.5
        read = Feature.objects.filter(product=product, model=MODEL)
        assert {row.prompt_version for row in read} == {version.version}
        assert ("size", "1 l", 18, 21) in read.values_list("name", "value", "evidence_start", "evidence_end")


class AcceptedAutomaticallyTests:
    @pytest.fixture
    def sure_value(self, monkeypatch: pytest.MonkeyPatch) -> None:
        span = Span("title:en", 0, 3)
        value = FeatureValue("attribute", "finish", "Red", "red", 0.97, span, MODEL, "v1", sure=True)
        monkeypatch.setattr(FeatureExtractor, "extract", lambda self, products: [[value] for _ in products])

    @pytest.mark.parametrize(("switched_on", "status"), [(False, "proposed"), (True, "verified")])
    def test_only_when_the_setting_says_so(
        self, sure_value: None, settings: Any, switched_on: bool, status: str
    ) -> None:
        settings.RECDASH_AUTO_VERIFY = switched_on
        product = ProductFactory(texts__title="Red mug")

        features_extract([product.pk])

        row = Feature.objects.get(product=product)
        assert (row.status, row.sure, row.accepted_automatically) == (status, True, switched_on)

    def test_read_again_with_the_product_until_somebody_decides(
        self, sure_value: None, settings: Any, merchandiser: Any
    ) -> None:
        settings.RECDASH_AUTO_VERIFY = True
        product = ProductFactory(texts__title="Red mug")
        features_extract([product.pk])
        first = Feature.objects.get(product=product)
        type(product).objects.update(extracted_hash="")

        features_extract([product.pk])
        second = Feature.objects.get(product=product)
        feature_verify(features=[second], by=merchandiser)
        type(product).objects.update(extracted_hash="")
        features_extract([product.pk])

        kept = Feature.objects.get(product=product)
        assert first.pk != second.pk == kept.pk
        assert (kept.status, kept.accepted_automatically) == ("verified", False)

    def test_rejected_like_any_other(self, sure_value: None, settings: Any, merchandiser: Any) -> None:
        settings.RECDASH_AUTO_VERIFY = True
        product = ProductFactory(texts__title="Red mug")
        features_extract([product.pk])

        feature_reject(features=[Feature.objects.get(product=product)], by=merchandiser)

        row = Feature.objects.get(product=product)
        assert (row.status, row.accepted_automatically) == ("rejected", False)
