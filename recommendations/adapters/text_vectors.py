"""Text vectors of a few products, for what must be compared one by one."""

import struct
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from recommendations.adapters.scope import array, rows

VECTORS = "SELECT product_id, embedding FROM catalog_productvector WHERE product_id = ANY(%(keys)s::bigint[])"
_HEADER = struct.calcsize("!HH")  # of a halfvec on the wire: its length, and a reserved number


def text_vectors(products: Sequence[int]) -> dict[int, NDArray[np.float32]]:
    """Return product → its text vector, of length 1; products without one are left out."""
    return {pk: numbers(packed) for pk, packed in rows(VECTORS, {"keys": array(sorted(set(products)))})}


def numbers(packed: bytes) -> NDArray[np.float32]:
    """Return the numbers of a halfvec as Postgres sends it in binary."""
    return np.frombuffer(packed, dtype=">f2", offset=_HEADER).astype(np.float32)
