"""The calls that a benchmark of retrieval times."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from django.utils import timezone

from recommendations.engine.sequence import user_embedding
from recommendations.engine.types import Request
from recommendations.models import ModelVersion
from recommendations.selectors.recommend import ranked_list
from recommendations.selectors.request_context import context_of
from recommendations.services.model_artefacts import sequence_weights


def path_call(k: int) -> Callable[[str], Any]:
    """Return what ranks a shopper's list, from the request up to, and without, titles and copy."""

    def call(shopper: str) -> Any:
        request = Request(shopper_id=shopper, k=k)
        return ranked_list(context_of(request, timezone.now()), request)

    return call


def embed_call(shoppers: Sequence[str], steps: int = 50) -> Callable[[str], Any]:
    """Return what makes the user embedding of a history of 50 items whose vectors are at hand."""
    version = ModelVersion.objects.get(active=True)
    weights = sequence_weights(version.pk)
    assert weights is not None
    chance = np.random.default_rng(0)
    vectors = {shopper: chance.normal(size=(steps, len(weights["start"]))).astype(np.float32) for shopper in shoppers}

    def call(shopper: str) -> Any:
        return user_embedding(weights, vectors[shopper], event_types=[0] * steps, gaps_days=[0.5] * steps)

    return call
