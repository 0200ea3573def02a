"""Gives new products their place in the space of the version in use, as soon as their texts are encoded."""

from collections.abc import Sequence

import numpy as np

from recommendations.engine.item_embeddings import item_embeddings
from recommendations.models import ModelVersion
from recommendations.services.item_content import content_as_trained
from recommendations.services.model_artefacts import sequence_weights
from recommendations.services.served_tables import embeddings_put


def item_embeddings_renew(*, product_ids: Sequence[int]) -> int:
    """Embed these products by their content and, where training knew them, by what it learned; return how many."""
    version = ModelVersion.objects.filter(active=True).values_list("pk", flat=True).first()
    weights = sequence_weights(version) if version is not None else None
    if weights is None:
        return 0
    products, content = content_as_trained(weights, product_ids)
    if not products:
        return 0
    places = {product: at for at, product in enumerate(weights["products"].tolist())}
    known = np.array([places.get(product, -1) for product in products], dtype=np.int64)
    embeddings_put(products, item_embeddings(weights, content, known))
    return len(products)
