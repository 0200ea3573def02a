"""The extractor of a store, kept between chunks until its categories or people's decisions change."""

import hashlib
import json
from dataclasses import asdict

from django.db.models import Count, Max

from catalog.features.asking import Chooser
from catalog.features.extractor import FeatureExtractor
from catalog.models import Feature, Store
from catalog.selectors.extractor_training import active_extractor
from catalog.services.engines import language_model, text_encoder
from catalog.services.extractor_training import trained_reader
from catalog.services.feature_inputs import store_categories, trained_state

_kept: dict[int, tuple[str, FeatureExtractor]] = {}
_choosers: dict[str, Chooser] = {}


def store_extractor(store: Store) -> FeatureExtractor:
    """Return the extractor of a store with the models of the settings."""
    model, encoder = language_model(), text_encoder()
    leaves, above = store_categories()
    trained_version = active_extractor()
    version = trained_version.version if trained_version else ""
    marks = [asdict(leaf) for leaf in (*leaves, *above)], _decisions(), model.name, encoder.name, version
    fingerprint = hashlib.sha256(json.dumps(marks, sort_keys=True, default=str).encode()).hexdigest()
    kept = _kept.get(store.pk)
    if kept is None or kept[0] != fingerprint:
        chooser = _choosers.setdefault(model.name, Chooser(model))
        state = trained_state(leaves, store=store)
        extractor = FeatureExtractor(chooser, encoder, leaves, above=above, state=state, trained=trained_reader())
        kept = _kept[store.pk] = (fingerprint, extractor)
    return kept[1]


def _decisions() -> dict[str, object]:
    verified = Feature.objects.filter(kind=Feature.Kind.CATEGORY, status=Feature.Status.VERIFIED)
    return verified.aggregate(count=Count("pk"), newest=Max("updated_at"))
