"""The trained sequence model in numpy: what a request needs, without torch."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]
Weights = Mapping[str, FloatArray]  # arrays of a trained model by name; a .npz holds them
GAP_BUCKETS = 16
_EPSILON = 1e-5  # of layer normalisation, as in torch


def user_embedding(
    weights: Weights,
    item_vectors: FloatArray,
    *,
    event_types: Sequence[int] | None = None,
    gaps_days: Sequence[float] | None = None,
) -> FloatArray:
    """Return the user embedding (d,) after a history; its product with an item vector, plus the item's bias, scores.

    `item_vectors` (n, d) are those of the history's items, oldest first, from `item_vectors` or the store of
    them; only the latest that the model reads are used. An empty history gives the start vector. `event_types`
    and `gaps_days` (days since the event before, 0 for the first), both n long, are used where the model was
    trained with them. At most 1 ms for 50 items of 64 numbers.
    """
    if not len(item_vectors):
        return weights["start"]
    n = min(len(item_vectors), int(weights["longest"]))
    states = item_vectors[-n:] * np.float32(math.sqrt(item_vectors.shape[1]))
    states = states + _event_vectors(weights, n, event_types, gaps_days)
    layers = int(weights["layers"])
    for layer in range(layers):
        states = _block(weights, f"block{layer}.", states, last_only=layer == layers - 1)
    return _normalised(states[-1], weights["out.scale"], weights["out.shift"])


def item_vectors(weights: Weights, content: FloatArray | None, numbers: NDArray[np.int64] | None = None) -> FloatArray:
    """Return item vectors (n, d): the learned embedding of each known item plus its projected content.

    `numbers` are the items' numbers in training, -1 for an item that was not there: its vector is its content
    alone. `content` (n, width) may be missing where the model was trained without; without `numbers`, all
    items of training in their order.
    """
    known = weights["items"]
    vectors = known if numbers is None else np.where((numbers >= 0)[:, None], known[numbers], np.float32(0))
    if content is not None and "content" in weights:
        vectors = vectors + centred_content(content, weights["content.mean"]) @ weights["content"]
    return np.ascontiguousarray(vectors, dtype=np.float32)


def centred_content(content: FloatArray, mean: FloatArray) -> FloatArray:
    """Return content vectors less their mean, of length 1 again; rows of zeros, which know nothing, stay so."""
    known = np.abs(content).sum(axis=1, keepdims=True) > 0
    centred = np.where(known, content - mean, np.float32(0))
    lengths = np.linalg.norm(centred, axis=1, keepdims=True)
    vectors: FloatArray = (centred / np.maximum(lengths, 1e-6)).astype(np.float32)
    return vectors


def gap_buckets(days: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the bucket of each gap: 0 up to a few minutes, then one a doubling, 15 from about four months on."""
    buckets: NDArray[np.int64] = np.clip(np.log2(np.maximum(days, 1e-9) * 256), 0, GAP_BUCKETS - 1).astype(np.int64)
    return buckets


def _event_vectors(
    weights: Weights, n: int, event_types: Sequence[int] | None, gaps_days: Sequence[float] | None
) -> FloatArray:
    added = np.zeros((1, 1), dtype=np.float32)
    if event_types is not None and "event_types" in weights:
        added = added + weights["event_types"][np.asarray(event_types)[-n:]]
    if gaps_days is not None and "gaps" in weights:
        added = added + weights["gaps"][gap_buckets(np.asarray(gaps_days, dtype=float)[-n:])]
    return added


def _block(weights: Weights, name: str, states: FloatArray, *, last_only: bool) -> FloatArray:
    """Attention and a feed-forward layer, each after normalisation and added to what came in (n or 1, d)."""
    normalised = _normalised(states, weights[name + "attention.scale"], weights[name + "attention.shift"])
    if last_only:
        states = states[-1:]
    states = states + _attention(weights, name, normalised, asking=len(states))
    hidden = _normalised(states, weights[name + "feed.scale"], weights[name + "feed.shift"])
    hidden = _gelu(hidden @ weights[name + "feed.in"] + weights[name + "feed.in.bias"])
    return states + hidden @ weights[name + "feed.out"] + weights[name + "feed.out.bias"]


def _attention(weights: Weights, name: str, states: FloatArray, *, asking: int) -> FloatArray:
    """Return (asking, d): what the last `asking` positions take from themselves and those before them."""
    n, dimension = states.shape
    relative = weights[name + "relative"]  # (heads, longest): by steps back
    heads = len(relative)
    width = dimension // heads
    mixed = states @ weights[name + "qkv"] + weights[name + "qkv.bias"]
    queries, keys, values = mixed.reshape(n, 3, heads, width).transpose(1, 2, 0, 3)  # each (heads, n, width)
    back = np.arange(n - asking, n)[:, None] - np.arange(n)[None, :]
    logits = queries[:, n - asking :] @ keys.transpose(0, 2, 1) / np.float32(math.sqrt(width))
    logits = np.where(back >= 0, logits + relative[:, np.maximum(back, 0)], np.float32(-1e9))
    shares = np.exp(logits - logits.max(axis=-1, keepdims=True))
    shares /= shares.sum(axis=-1, keepdims=True)
    taken = (shares @ values).transpose(1, 0, 2).reshape(asking, dimension)
    added: FloatArray = taken @ weights[name + "taken"] + weights[name + "taken.bias"]
    return added


def _normalised(states: FloatArray, scale: FloatArray, shift: FloatArray) -> FloatArray:
    centred = states - states.mean(axis=-1, keepdims=True)
    variance = (centred * centred).mean(axis=-1, keepdims=True)
    normalised: FloatArray = centred / np.sqrt(variance + np.float32(_EPSILON)) * scale + shift
    return normalised


def _gelu(x: FloatArray) -> FloatArray:
    """The Gaussian error linear unit in its tanh form (Hendrycks and Gimpel 2016)."""
    inner = np.float32(math.sqrt(2 / math.pi)) * (x + np.float32(0.044715) * x * x * x)
    bent: FloatArray = np.float32(0.5) * x * (1 + np.tanh(inner))
    return bent
