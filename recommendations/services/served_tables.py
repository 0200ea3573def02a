"""Fills the tables that serving reads with what a version learned."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from django.db import models
from numpy.typing import NDArray

from catalog.models import Product
from recommendations.models import ItemEmbedding, ItemNeighbour, ItemPopularity
from recommendations.services.row_copy import rows_copy, vector_text
from recommendations.training.neighbours import Neighbours

Arrays = Mapping[str, NDArray[Any]]
Popularity = Mapping[tuple[int, str], float]  # (product, segment) → score


def tables_pack(neighbours: Neighbours, popular: Popularity) -> dict[str, NDArray[Any]]:
    """Return both tables as arrays, one a column."""
    return {
        "neighbour.product": neighbours.items,
        "neighbour.neighbour": neighbours.others,
        "neighbour.position": neighbours.positions.astype(np.int16),
        "neighbour.score": neighbours.scores,
        "popularity.product": np.array([product for product, _ in popular], dtype=np.int64),
        "popularity.segment": np.array([segment for _, segment in popular], dtype="U20"),
        "popularity.score": np.array(list(popular.values()), dtype=np.float64),
    }


def tables_fill(arrays: Arrays) -> None:
    """Replace the rows of this store; products that are gone by now are left out. Runs in the caller's transaction."""
    there = set(Product.objects.values_list("pk", flat=True))
    neighbours = zip(*(arrays[f"neighbour.{name}"].tolist() for name in _NEIGHBOUR), strict=True)
    _replace(ItemNeighbour, _NEIGHBOUR, (row for row in neighbours if row[0] in there and row[1] in there))
    popular = zip(*(arrays[f"popularity.{name}"].tolist() for name in _POPULARITY), strict=True)
    _replace(ItemPopularity, _POPULARITY, (row for row in popular if row[0] in there))


_NEIGHBOUR = ("product", "neighbour", "position", "score")
_POPULARITY = ("product", "segment", "score")


def embeddings_fill(products: Iterable[int], embeddings: NDArray[np.float32]) -> None:
    """Replace the store's embeddings; row n of (n, EMBEDDING_WIDTH) is that of product n."""
    rows = ((product, vector_text(row)) for product, row in zip(products, embeddings, strict=True))
    _replace(ItemEmbedding, ("product", "embedding"), rows)


def embeddings_put(products: Iterable[int], embeddings: NDArray[np.float32]) -> None:
    """Add or renew the embeddings of some products."""
    rows = [
        ItemEmbedding(product_id=product, embedding=row.tolist())
        for product, row in zip(products, embeddings, strict=True)
    ]
    ItemEmbedding.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["product"], update_fields=["embedding"]
    )


def _replace(model: type[models.Model], fields: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    model._default_manager.all().delete()
    rows_copy(model, fields, rows)
