"""What products are like, as vectors that training learns from: texts, pictures and features side by side.

A product that nobody has acted on yet is recommended by these alone.
"""

import zlib
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
from django.db.models import Exists, OuterRef, QuerySet
from numpy.typing import NDArray

from catalog.models import Feature, PictureVector, Product, ProductVector
from catalog.selectors.pictures import picture_matrix
from recommendations.engine.sequence import Weights

FloatMatrix = NDArray[np.float32]
Reader = Callable[[Sequence[int]], FloatMatrix]
TEXT, PICTURE, FEATURES = "text", "picture", "features"
SHARES: Mapping[str, float] = {TEXT: 0.6, PICTURE: 0.2, FEATURES: 0.2}  # of a squared length
PICTURE_WIDTH, FEATURES_WIDTH = 160, 256
PARTS = "content.parts"  # the array of a trained model that names what its content vectors are made of
BATCH = 5000


def parts_known() -> list[str]:
    """Return what most products of the store have; less than that teaches what has a picture, not what it shows."""
    products = Product.objects.count()
    seen = PictureVector.objects.filter(embedding__isnull=False).count()
    read = Product.objects.filter(Exists(_features_of(OuterRef("pk")))).count()
    return [TEXT, *[PICTURE] * (2 * seen > products), *[FEATURES] * (2 * read > products)]


def content_vectors(
    products: Sequence[int] | None = None, parts: Collection[str] | None = None
) -> tuple[list[int], FloatMatrix]:
    """Return keys and vectors (n, width) of the products whose texts are encoded, of these or of all.

    `parts` are those that stand in a vector, None for all that are known. Rows of one part have the same length, or
    none where nothing is known of a product.
    """
    parts = parts_known() if parts is None else parts
    keys, texts = _texts(products)
    readers: dict[str, Reader] = {TEXT: lambda _: texts, PICTURE: _pictures, FEATURES: _features}
    whole = sum(SHARES[part] for part in parts)
    columns = [readers[part](keys) * np.float32(np.sqrt(SHARES[part] / whole)) for part in SHARES if part in parts]
    return keys, np.concatenate(columns, axis=1)


def content_as_trained(weights: Weights, products: Sequence[int] | None = None) -> tuple[list[int], FloatMatrix]:
    """Return the content vectors of products, made of what those were that a model was trained with."""
    if PARTS in weights:
        return content_vectors(products, weights[PARTS].tolist())
    return _texts(products)  # a model from before there was anything else


def _texts(products: Sequence[int] | None) -> tuple[list[int], FloatMatrix]:
    rows = ProductVector.objects.all() if products is None else ProductVector.objects.filter(product__in=products)
    found = list(rows.order_by("pk").values_list("product_id", "embedding").iterator(chunk_size=BATCH))
    if not found:
        return [], np.zeros((0, 0), dtype=np.float32)
    return [pk for pk, _ in found], np.array([embedding for _, embedding in found], dtype=np.float32)


def _pictures(keys: Sequence[int]) -> FloatMatrix:
    """Return the picture vectors in fewer numbers, (len(keys), PICTURE_WIDTH)."""
    pictures = picture_matrix(keys)
    return pictures @ _projection(pictures.shape[1])


@cache
def _projection(width: int) -> FloatMatrix:
    """Return fixed random directions: inner products are nearly kept (Johnson and Lindenstrauss 1984)."""
    directions = np.random.default_rng(0).standard_normal((width, PICTURE_WIDTH), dtype=np.float32)
    return directions / np.float32(np.sqrt(PICTURE_WIDTH))


def _features_of(products: Any) -> QuerySet[Feature]:
    return Feature.objects.exclude(status=Feature.Status.REJECTED).filter(product__in=products).order_by()


def _features(keys: Sequence[int]) -> FloatMatrix:
    """Return hashed features, (len(keys), FEATURES_WIDTH), each counting as its confidence (Weinberger et al. 2009)."""
    matrix = np.zeros((len(keys), FEATURES_WIDTH), dtype=np.float32)
    places = {key: at for at, key in enumerate(keys)}
    rows = _features_of(keys) if len(keys) < BATCH else _features_of(ProductVector.objects.values("product"))
    read = rows.values_list("product_id", "kind", "name", "normalised", "confidence")
    for key, kind, name, value, confidence in read.iterator(chunk_size=BATCH):
        if key not in places:
            continue
        digest = zlib.crc32(f"{kind}\0{name}\0{value}".encode())
        sign = 1.0 if digest & 1 else -1.0  # values that meet in a column cancel out in the mean
        matrix[places[key], (digest >> 1) % FEATURES_WIDTH] += sign * confidence
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    return np.asarray(matrix / np.maximum(lengths, 1e-6), dtype=np.float32)
