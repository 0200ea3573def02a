"""Teach a network the tags of examples: the likelihood of the whole path of tags is raised (Lafferty et al. 2001)."""

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from catalog.features.tagging.augmenting import ValueSwapper
from catalog.features.tagging.config import TaggingConfig
from catalog.features.tagging.labels import tag_example
from catalog.features.tagging.network import TokenNetwork
from catalog.features.tagging.pieces import MASK, NO_SHAPE, PieceReader, Pieces, pad
from catalog.features.tagging.types import Example
from recdash.llm.runtime import use_threads

if TYPE_CHECKING:
    import torch

Row = tuple[Pieces, list[int]]
_SCALE = 0.25  # of the loss of a passage, so that clipping gradients at 1 means what it does for one token
_BATCHES_SORTED = 8


def fit_network(
    examples: Sequence[Example], names: Sequence[str], reader: PieceReader, config: TaggingConfig, seed: int
) -> TokenNetwork:
    """Return a network trained on the examples; the same for the same seed and number of threads."""
    import torch

    use_threads(config.threads)
    torch.manual_seed(seed)
    chance = random.Random(seed)
    network = TokenNetwork(1 + 2 * len(names), dropout=config.dropout)
    read = [example for example in examples if reader.read(example.passage).firsts]
    swapper = ValueSwapper(read)
    steps_an_epoch = math.ceil(len(read) / config.batch_size)
    epochs = max(config.epochs, math.ceil(config.least_steps / steps_an_epoch))
    optimizer, schedule = _optimizer(network, config, epochs * steps_an_epoch)
    network.parts.train()
    for _ in range(epochs):
        some = [swapper.swap(one, chance) if chance.random() < config.swap_share else one for one in read]
        rows = [_row(example, names, reader) for example in some]
        for batch in _batches(rows, config.batch_size, chance):
            optimizer.zero_grad()
            _loss(network, batch, config.mask_share).backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(network.parts.parameters(), 1.0)
            optimizer.step()
            schedule.step()
    network.freeze()
    return network


def _row(example: Example, names: Sequence[str], reader: PieceReader) -> Row:
    pieces = reader.read(example.passage)
    return pieces, tag_example(example, names)[: len(pieces.firsts)]


def _batches(rows: Sequence[Row], size: int, chance: random.Random) -> Iterator[list[Row]]:
    """Yield all rows in random batches of passages about equally long."""
    order = list(rows)
    chance.shuffle(order)
    pools = [order[start : start + size * _BATCHES_SORTED] for start in range(0, len(order), size * _BATCHES_SORTED)]
    sorted_pools = [sorted(pool, key=lambda row: len(row[0].ids)) for pool in pools]
    batches = [pool[start : start + size] for pool in sorted_pools for start in range(0, len(pool), size)]
    chance.shuffle(batches)
    yield from batches


def _optimizer(network: TokenNetwork, config: TaggingConfig, steps: int) -> tuple[Any, Any]:
    import torch

    groups = []
    for name, weight in network.parts.named_parameters():
        pretrained = name.startswith(("encoder", "shapes"))
        rate = config.learning_rate if pretrained else config.head_learning_rate
        decay = config.weight_decay if weight.dim() > 1 else 0.0
        if weight.requires_grad:
            groups.append({"params": [weight], "lr": rate, "weight_decay": decay})
    warm = max(1, round(config.warm_up * steps))
    optimizer = torch.optim.AdamW(groups, fused=True)

    def share(step: int) -> float:
        return (step + 1) / warm if step < warm else max(0.0, (steps - step) / max(1, steps - warm))

    return optimizer, torch.optim.lr_scheduler.LambdaLR(optimizer, share)


def _loss(network: TokenNetwork, batch: Sequence[Row], mask_share: float) -> "torch.Tensor":
    """Return the mean over passages of -log P(tags)."""
    import torch

    inputs = pad([pieces for pieces, _ in batch])
    hidden = (torch.rand(inputs.ids.shape) < mask_share) & (inputs.shapes < NO_SHAPE)
    inputs = replace(inputs, ids=inputs.ids.masked_fill(hidden, MASK))
    tags = torch.zeros_like(inputs.firsts)
    for row, (_, some) in enumerate(batch):
        tags[row, : len(some)] = torch.tensor(some)
    emissions = network.emissions(inputs)
    mask = inputs.token_mask
    return (_all_paths(network, emissions, mask) - _one_path(network, emissions, tags, mask)).mean() * _SCALE


def _all_paths(network: TokenNetwork, emissions: "torch.Tensor", mask: "torch.Tensor") -> "torch.Tensor":
    """Return the log sum of the weights of all paths, (rows,)."""
    import torch

    between, first, last = network.following()
    weights = between.exp()
    sums = emissions[:, 0] + first
    for index in range(1, emissions.shape[1]):
        peak = sums.detach().max(1, keepdim=True).values
        ahead = ((sums - peak).exp() @ weights).clamp_min(1e-30).log() + peak + emissions[:, index]
        sums = torch.where(mask[:, index : index + 1], ahead, sums)
    return torch.logsumexp(sums + last, 1)


def _one_path(
    network: TokenNetwork, emissions: "torch.Tensor", tags: "torch.Tensor", mask: "torch.Tensor"
) -> "torch.Tensor":
    """Return the log weight of the given path, (rows,)."""
    between, first, last = network.following()
    real = mask.float()
    at_tokens = (emissions.gather(2, tags[:, :, None])[:, :, 0] * real).sum(1)
    steps = (between[tags[:, :-1], tags[:, 1:]] * real[:, 1:]).sum(1)
    ends = tags.gather(1, mask.sum(1, keepdim=True) - 1)[:, 0]
    return at_tokens + steps + first[tags[:, 0]] + last[ends]
