"""The network as plain functions over named parameters; recommendations.engine.sequence computes the same in numpy."""

import math
from typing import TYPE_CHECKING

from recommendations.engine.sequence import GAP_BUCKETS
from recommendations.training.sequence.batches import Batch
from recommendations.training.sequence.config import SequenceConfig

if TYPE_CHECKING:
    import torch

    Parameters = dict[str, torch.Tensor]
FEED_FORWARD = 4  # times the dimension
_SPREAD = 0.02  # of fresh item embeddings


def fresh_parameters(
    config: SequenceConfig, n_items: int, content_width: int, event_types: int, generator: "torch.Generator"
) -> "Parameters":
    """Return parameters to start from; 0 event types: events are not told apart."""
    import torch

    d = config.dimension
    parameters = {"items": torch.randn(n_items, d, generator=generator) * _SPREAD, "bias": torch.zeros(n_items)}
    if content_width:
        parameters["content"] = torch.randn(content_width, d, generator=generator) * _SPREAD
    if event_types:
        parameters |= {"event_types": torch.zeros(event_types, d), "gaps": torch.zeros(GAP_BUCKETS, d)}
    for layer in range(config.layers):
        parameters |= {f"block{layer}.{name}": value for name, value in _fresh_block(config, generator).items()}
    parameters |= {"out.scale": torch.ones(d), "out.shift": torch.zeros(d)}
    return {name: value.requires_grad_() for name, value in parameters.items()}


def _fresh_block(config: SequenceConfig, generator: "torch.Generator") -> "Parameters":
    import torch

    d, wide = config.dimension, FEED_FORWARD * config.dimension
    block = {"relative": torch.zeros(config.heads, config.longest)}
    for name, inputs, outputs in (("qkv", d, 3 * d), ("taken", d, d), ("feed.in", d, wide), ("feed.out", wide, d)):
        bound = 0.0 if name in ("taken", "feed.out") else 1 / math.sqrt(inputs)  # a fresh layer adds nothing
        block |= {
            name: torch.empty(inputs, outputs).uniform_(-bound, bound, generator=generator),
            f"{name}.bias": torch.zeros(outputs),
        }
    for name in ("attention", "feed"):
        block |= {f"{name}.scale": torch.ones(d), f"{name}.shift": torch.zeros(d)}
    return block


def all_item_vectors(parameters: "Parameters", content: "torch.Tensor | None") -> "torch.Tensor":
    """Return the vectors of all items, (n_items, d); `content` (n_items, width) as the parameters take it."""
    if content is None:
        return parameters["items"]
    return parameters["items"] + content @ parameters["content"]


def states(
    parameters: "Parameters",
    vectors: "torch.Tensor",
    batch: Batch,
    config: SequenceConfig,
    generator: "torch.Generator | None" = None,
) -> "torch.Tensor":
    """Return what each position of a batch says of the next item, (n_users, longest, d).

    With a generator, which is that of the training alone so that trainings may run side by side, values drop out.
    """
    import torch
    from torch.nn import functional as F

    x = F.embedding(torch.from_numpy(batch.items), vectors) * math.sqrt(config.dimension)
    for name, side in (("event_types", batch.event_types), ("gaps", batch.gaps)):
        if side is not None and name in parameters:
            x = x + F.embedding(torch.from_numpy(side), parameters[name])
    x = _dropped(x, config.dropout, generator)
    back, hidden = _positions(batch)
    for layer in range(config.layers):
        x = _block(parameters, f"block{layer}.", x, back, hidden, config, generator)
    return F.layer_norm(x, x.shape[-1:], parameters["out.scale"], parameters["out.shift"])


def _dropped(x: "torch.Tensor", rate: float, generator: "torch.Generator | None") -> "torch.Tensor":
    """Set a share of values to 0 and raise the others, so that the mean stays."""
    import torch

    if generator is None or not rate:
        return x
    return x * torch.empty_like(x).bernoulli_(1 - rate, generator=generator).div_(1 - rate)


def _positions(batch: Batch) -> "tuple[torch.Tensor, torch.Tensor]":
    """Return steps back between any two positions (n, n), and -1e9 where one may not see the other (users, 1, n, n)."""
    import torch

    n = batch.items.shape[1]
    back = torch.arange(n)[:, None] - torch.arange(n)[None, :]
    real = torch.from_numpy(batch.real)
    hidden = torch.zeros(len(real), 1, n, n).masked_fill(~real[:, None, None, :] | (back < 0), -1e9)
    return back.clamp(min=0), hidden


def _block(
    parameters: "Parameters",
    name: str,
    x: "torch.Tensor",
    back: "torch.Tensor",
    hidden: "torch.Tensor",
    config: SequenceConfig,
    generator: "torch.Generator | None",
) -> "torch.Tensor":
    from torch.nn import functional as F

    def norm(x: "torch.Tensor", part: str) -> "torch.Tensor":
        return F.layer_norm(x, x.shape[-1:], parameters[f"{name}{part}.scale"], parameters[f"{name}{part}.shift"])

    def linear(x: "torch.Tensor", part: str) -> "torch.Tensor":
        return x @ parameters[name + part] + parameters[f"{name}{part}.bias"]

    relative = parameters[f"{name}relative"]
    users, n, d = x.shape
    heads = len(relative)
    mixed = linear(norm(x, "attention"), "qkv").view(users, n, 3, heads, d // heads)
    queries, keys, values = mixed.permute(2, 0, 3, 1, 4)
    logits = queries @ keys.transpose(-1, -2) / math.sqrt(d // heads) + relative[:, back] + hidden
    taken = (logits.softmax(-1) @ values).transpose(1, 2).reshape(users, n, d)
    x = x + _dropped(linear(taken, "taken"), config.dropout, generator)
    wide = F.gelu(linear(norm(x, "feed"), "feed.in"), approximate="tanh")
    return x + _dropped(linear(wide, "feed.out"), config.dropout, generator)
