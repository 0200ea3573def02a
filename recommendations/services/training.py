"""Trains the recommender: item neighbours, popularity, the sequence model and the blend, as one model version."""

import time
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import numpy as np
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.services.jobs import ChunkResult, job_point, job_started_at
from recommendations.engine.histories import Step
from recommendations.engine.ranking.weights import DEFAULT_WEIGHTS
from recommendations.models import ModelArtefact, ModelVersion
from recommendations.services.blend_cases import PastModel, takings_after
from recommendations.services.former_model import former_model, version_tell
from recommendations.services.item_content import PARTS, content_vectors, parts_known
from recommendations.services.model_artefacts import artefact_store
from recommendations.services.model_promotion import objection_to, version_promote
from recommendations.services.served_tables import tables_pack
from recommendations.services.training_checkpoints import checkpoint_folder
from recommendations.services.training_inputs import (
    features_are_read,
    histories,
    interactions,
    last_event,
)
from recommendations.training.neighbours import neighbour_pairs
from recommendations.training.placement_blend import learn_placements
from recommendations.training.popularity import popularity
from recommendations.training.shop_blend import learn_blend
from recommendations.training.shop_sequences import FittedSequence, Shop, fit_sequence
from recommendations.training.types import Interaction as Row

ANEW = "anew"  # entry of a job: train from scratch, whatever is in use


def recommender_train_chunk(ids: Sequence[Any]) -> ChunkResult:
    """Run a training as the only chunk of a job."""
    for each in ids:
        recommender_train(anew=each == ANEW)
    return ChunkResult(done=len(ids))


def recommender_train(*, until: datetime | None = None, anew: bool = False) -> ModelVersion:
    """Train on the events of a year; put the version into use where nothing speaks against it.

    The year ends at `until`, or else at the store's last event, so that a history imported late teaches something; in
    a job at the last one before it started, so that a training that broke off goes on with the same data. The
    sequence model goes on from the one in use, unless `anew` or one of `former_model`'s reasons has it start anew.
    """
    started = time.monotonic()
    rows = interactions(until or last_event(job_started_at()))
    tables = tables_pack(neighbour_pairs(rows), popularity(rows))
    parts = parts_known()
    products, content = content_vectors(parts=parts)
    with checkpoint_folder() as folder:
        former, why_full = former_model()
        fitted = fit_sequence(
            numbered(histories(rows), products),
            content,
            job_point,
            keys=products,
            former=former,
            why_full="asked" if anew else why_full,
            checkpoints=folder,
        )
    takings = []
    if fitted and features_are_read():
        takings = takings_after(fitted.cut, PastModel(fitted.before, products, content))
    blend = learn_blend(takings, DEFAULT_WEIGHTS)
    placements = learn_placements(takings, blend.weights) if blend else {}
    seconds = round(time.monotonic() - started, 1)
    with transaction.atomic():
        version = _store(until or timezone.now(), rows, fitted, tables, products, parts, seconds)
        if fitted:
            version_tell(version, fitted)
        if blend:
            version.weights, version.metrics["blend"] = blend.weights, blend.told()
            version.metrics["placements"] = {key: learned.told() for key, learned in placements.items()}
        objection = objection_to(version, fitted.lift if fitted else None)
        if not objection:
            return version_promote(version=version, verdict=str(_("Nothing spoke against it.")))
        version.verdict = objection
        version.save()
    return version


def numbered(some: Sequence[Sequence[Step]], products: Sequence[int]) -> Shop:
    """Return the histories with items as places in `products`; products that are not among them are left out."""
    places = {product: at for at, product in enumerate(products)}
    return [
        [Step(places[step.item], step.type, step.occurred_at) for step in steps if step.item in places]
        for steps in some
    ]


def _store(
    until: datetime,
    rows: Sequence[Row],
    fitted: FittedSequence | None,
    tables: dict[str, np.ndarray],
    products: Sequence[int],
    parts: Sequence[str],
    seconds: float,
) -> ModelVersion:
    version = ModelVersion.objects.create(
        version=f"{until:%Y%m%d-%H%M%S-%f}",
        weights=dict(DEFAULT_WEIGHTS),
        metrics={
            "items_with_neighbours": len(np.unique(tables["neighbour.product"])),
            "items_with_popularity": len(np.unique(tables["popularity.product"])),
            "pairs": len(tables["neighbour.product"]),
            "seconds": seconds,
            **(fitted.metrics | {"curve": fitted.curve} if fitted else {}),
        },
        events=len(rows),
        window_start=rows[0].occurred_at if rows else None,
        window_end=rows[-1].occurred_at if rows else None,
    )
    artefact_store(version, ModelArtefact.Name.TABLES, tables)
    if fitted:
        keys = np.array(products, dtype=np.int64)
        made_of = {PARTS: np.array(parts)}
        numbers = {"products": np.where(fitted.known >= 0, keys, -1), **made_of}
        artefact_store(version, ModelArtefact.Name.SEQUENCE, fitted.weights | numbers)
        numbers = {"products": np.where(fitted.before_known >= 0, keys, -1), **made_of}
        artefact_store(version, ModelArtefact.Name.BEFORE, fitted.before | numbers)
    return version
