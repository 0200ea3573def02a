"""The model in use as a start for the next training, and what a version tells of its own."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from recommendations.models import ModelArtefact, ModelVersion
from recommendations.services.item_content import PARTS
from recommendations.services.model_artefacts import artefact_load
from recommendations.training.shop_sequences import FittedSequence
from recommendations.training.shop_warm import Former


def former_model() -> tuple[Former | None, str]:
    """Return the model in use, and why the next training should start anew nevertheless, "" for no reason.

    "first": there is none that can be gone on from; "encoder": texts or pictures are encoded otherwise now; "due": the
    last full training is RECDASH_FULL_TRAINING_DAYS ago. Small steps alone would keep what shoppers did who are
    forgotten by now, and never try more epochs.
    """
    version = ModelVersion.objects.filter(active=True).first()
    told = version.metrics.get("training") if version else None
    if version is None or not told:
        return None, "first"
    images = told.get("image_encoder", settings.RECDASH_IMAGE_ENCODER)  # not told of models that saw no pictures
    if (told["encoder"], images) != (settings.RECDASH_TEXT_ENCODER, settings.RECDASH_IMAGE_ENCODER):
        return None, "encoder"
    oldest = timezone.now() - timedelta(days=settings.RECDASH_FULL_TRAINING_DAYS)
    if datetime.fromisoformat(told["full_at"]) <= oldest:
        return None, "due"
    before = artefact_load(version.pk, ModelArtefact.Name.BEFORE)
    whole = artefact_load(version.pk, ModelArtefact.Name.SEQUENCE)
    if before is None or whole is None:
        return None, "first"
    for weights in (before, whole):
        weights.pop(PARTS, None)
    former = Former(
        before=before,
        before_items=before.pop("products"),
        whole=whole,
        whole_items=whole.pop("products"),
        cut=datetime.fromisoformat(told["cut"]),
        epochs=(told["epochs"][0], told["epochs"][1]),
        steps=told["steps"],
    )
    return former, ""


def version_tell(version: ModelVersion, fitted: FittedSequence) -> None:
    """Write down how the version was trained; the caller saves it."""
    training = fitted.training
    active = ModelVersion.objects.filter(active=True).first()
    told = {
        "kind": training.kind,
        "why_full": training.why_full,
        "epochs": list(training.epochs),
        "steps": training.steps,
        "processor_seconds": training.seconds,
        "cut": fitted.cut.isoformat(),
        "encoder": settings.RECDASH_TEXT_ENCODER,
        "image_encoder": settings.RECDASH_IMAGE_ENCODER,
        "full_at": timezone.now().isoformat(),
    }
    if training.kind == "warm" and active is not None:
        told |= {"full_at": active.metrics["training"]["full_at"], "from": active.version}
    version.metrics["training"] = told
