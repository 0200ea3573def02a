"""Stores what a training learned as arrays in Postgres, and reads it back."""

import io
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommendations.models import ModelArtefact, ModelVersion

Arrays = Mapping[str, NDArray[Any]]


def artefact_store(version: ModelVersion, name: str, arrays: Arrays) -> None:
    """Store arrays under a name; no object of Python's own is let in, so that reading them runs nothing."""
    packed = io.BytesIO()
    np.savez_compressed(packed, allow_pickle=False, **arrays)
    ModelArtefact.objects.update_or_create(version=version, name=name, defaults={"data": packed.getvalue()})


def artefact_load(version_pk: int, name: str) -> dict[str, NDArray[Any]] | None:
    """Return the arrays, or None where the version has none of this name."""
    data = ModelArtefact.objects.filter(version=version_pk, name=name).values_list("data", flat=True).first()
    if data is None:
        return None
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        return dict(arrays)


@lru_cache(maxsize=8)
def sequence_weights(version_pk: int) -> dict[str, NDArray[Any]] | None:
    """Return the sequence model of a version; kept in memory, for a version never changes."""
    return artefact_load(version_pk, ModelArtefact.Name.SEQUENCE)
