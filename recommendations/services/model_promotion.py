"""Puts a model version into use, or says why not."""

from typing import Any

import numpy as np
from django.db import transaction
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from recommendations.engine.item_embeddings import item_embeddings
from recommendations.evaluation.metrics.intervals import Interval
from recommendations.models import ItemEmbedding, ModelArtefact, ModelVersion
from recommendations.services.item_content import content_as_trained
from recommendations.services.model_artefacts import artefact_load
from recommendations.services.served_tables import embeddings_fill, tables_fill

KEPT = 5  # versions whose arrays stay, so that each can be put back into use
FEWEST_EVENTS = 0.5  # share of the events of the version in use


class PromotionRefused(Exception):
    """The version cannot be put into use; the message says why."""


def objection_to(version: ModelVersion, lift: Interval | None) -> str:
    """Return why a new version should not go into use by itself, "" for no reason.

    It may not be worse than popularity by more than chance explains, on the steps that its training held back; nor
    come from far fewer events than the version in use, which hints at a lost history. Figures of two versions on the
    same steps would not be fair: the one in use has learned from them.
    """
    if lift is not None and lift.high < 0:
        return _("Its NDCG@10 lies below that of popularity: %(low).3f to %(high).3f less.") % {
            "low": -lift.high,
            "high": -lift.low,
        }
    current = ModelVersion.objects.filter(active=True).first()
    if current is not None and version.events < FEWEST_EVENTS * current.events:
        return _("It knows %(new)s events, and the version in use %(old)s: was a history lost?") % {
            "new": number_format(version.events, force_grouping=True),
            "old": number_format(current.events, force_grouping=True),
        }
    return ""


def version_promote(*, version: ModelVersion, verdict: str, by: Any = None) -> ModelVersion:
    """Put a version into use: its tables replace those of the one before, in one transaction.

    Raises PromotionRefused where its arrays are gone, which only the latest versions keep.
    """
    with transaction.atomic():
        list(ModelVersion.objects.select_for_update().filter(active=True))
        tables = artefact_load(version.pk, ModelArtefact.Name.TABLES)
        if tables is None:
            raise PromotionRefused(_("The arrays of version %s are no longer stored: train a new one.") % version)
        tables_fill(tables)
        _fill_embeddings(version)
        ModelVersion.objects.filter(active=True).exclude(pk=version.pk).update(active=False)
        version.active, version.promoted_at, version.promoted_by = True, timezone.now(), by
        version.verdict = verdict
        version.save()
        _forget_old()
    return version


def _fill_embeddings(version: ModelVersion) -> None:
    weights = artefact_load(version.pk, ModelArtefact.Name.SEQUENCE)
    if weights is None:
        ItemEmbedding.objects.all().delete()
        return
    places = {product: at for at, product in enumerate(weights["products"].tolist())}
    products, content = content_as_trained(weights)
    known = np.array([places.get(product, -1) for product in products], dtype=np.int64)
    embeddings_fill(products, item_embeddings(weights, content, known))


def _forget_old() -> None:
    latest = ModelVersion.objects.order_by("-trained_at").values_list("pk", flat=True)[:KEPT]
    ModelArtefact.objects.exclude(version__in=list(latest)).exclude(version__active=True).delete()
