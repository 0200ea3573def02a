"""Train the extractor from what people verified, and put it into use."""

import logging
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from catalog.current_store import current_store_id
from catalog.features.tagging.artefact import CODE_VERSION, UnreadableArtefact, load_extractor, save_extractor
from catalog.features.tagging.config import TaggingConfig
from catalog.features.tagging.extractor import TaggedExtractor
from catalog.features.tagging.fitting import Progress, fit_extractor
from catalog.features.trained_values import TrainedReader
from catalog.models import ExtractorVersion, Job
from catalog.selectors.extractor_training import active_extractor, retraining_is_due, verified_examples
from catalog.services.jobs import ChunkResult
from catalog.services.steps import step_start

logger = logging.getLogger(__name__)


def extractor_train_chunk(ids: Sequence[Any]) -> ChunkResult:
    """Run a training as the only chunk of a job."""
    for _ in ids:
        extractor_train()
    return ChunkResult(done=len(ids))


def extractor_train(*, config: TaggingConfig | None = None, progress: Progress = logger.info) -> ExtractorVersion:
    """Train on the verified values of the store, and put the result into use.

    Raise TooFewExamples where people have verified too little; the extractor in use stays then.
    """
    started = time.monotonic()
    examples, window = verified_examples()
    config = replace(config or TaggingConfig(), threads=settings.RECDASH_THREADS)
    extractor = fit_extractor(examples, config, progress)
    version = f"{timezone.now():%Y%m%d-%H%M%S-%f}"
    folder = f"extractor-{current_store_id()}-{version}"
    save_extractor(extractor, _path(folder))
    return _put_into_use(
        ExtractorVersion(
            version=version,
            folder=folder,
            code_version=CODE_VERSION,
            metrics={**_figures(extractor), "seconds": round(time.monotonic() - started, 1)},
            examples=len(examples),
            window_start=window[0] if window else None,
            window_end=window[1] if window else None,
        )
    )


def extractor_retrain() -> Job | None:
    """Start a training where people have decided enough since the last one."""
    return step_start(kind=Job.Kind.TRAIN_EXTRACTOR) if retraining_is_due() else None


def trained_reader() -> TrainedReader | None:
    """Load the extractor in use; None where there is none, or where its files are gone or of another version."""
    version = active_extractor()
    if version is None:
        return None
    try:
        return TrainedReader(load_extractor(_path(version.folder), threads=settings.RECDASH_THREADS), version.version)
    except UnreadableArtefact as error:
        logger.warning("Extraction goes on without the trained extractor: %s", error)
        return None


def _put_into_use(version: ExtractorVersion) -> ExtractorVersion:
    with transaction.atomic():
        ExtractorVersion.objects.select_for_update().filter(active=True).update(active=False)
        version.active = True
        version.save()
    return version


def _figures(extractor: TaggedExtractor) -> dict[str, float]:
    return {name: round(value, 4) for name, value in extractor.decisions.metrics.items()}


def _path(folder: str) -> Path:
    return Path(settings.RECDASH_MODEL_DIR) / folder
