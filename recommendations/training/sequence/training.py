"""Fits the network: batches, learning rate, early stopping, checkpoints."""

import math
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from recommendations.training.recommender import Progress
from recommendations.training.sequence.batches import Sequences, epoch_batches, training_batch
from recommendations.training.sequence.checkpoint import Run, save_run
from recommendations.training.sequence.config import SequenceConfig
from recommendations.training.sequence.loss import full_cross_entropy
from recommendations.training.sequence.network import all_item_vectors, states
from recommendations.training.sequence.rivals import drawn_rivals

if TYPE_CHECKING:
    import torch

    from recommendations.training.sequence.network import Parameters
LAST_RATE = 0.02  # of the learning rate is left at the end
_DECAYED = ("items", "content", "qkv", "taken", "feed.in", "feed.out")
Judge = Callable[["Parameters"], float]  # how good the parameters are on what is held out; greater is better


def start_run(parameters: "Parameters", config: SequenceConfig, noise: "torch.Generator") -> Run:
    """Return a training that has not begun; `noise` decides what drops out."""
    import torch

    decayed = [value for name, value in parameters.items() if name.split(".", 1)[-1] in _DECAYED]
    others = [value for name, value in parameters.items() if name.split(".", 1)[-1] not in _DECAYED]
    groups = [{"params": decayed, "weight_decay": config.weight_decay}, {"params": others, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=config.learning_rate, betas=(0.9, 0.98), fused=True)
    return Run(parameters, optimizer, np.random.default_rng(config.seed), noise)


def train(
    run: Run,
    sequences: Sequences,
    content: "torch.Tensor | None",
    config: SequenceConfig,
    *,
    judge: Judge | None = None,
    progress: Progress,
    checkpoint: Path | None = None,
) -> None:
    """Train until the last epoch, or until `patience` evaluations found nothing better; keep the best parameters.

    Without a judge the last parameters are kept. With a checkpoint path the state is written there after every
    epoch, and a later call with a run loaded from it ends with the same parameters.
    """
    lengths = np.array([len(row) for row in sequences.items])
    steps = config.epochs * sum(1 for _ in epoch_batches(lengths, config.batch_size, np.random.default_rng(0)))
    started = time.perf_counter()
    while run.epoch < config.epochs and not _exhausted(run, config):
        loss = _epoch(run, sequences, content, config, epoch_batches(lengths, config.batch_size, run.generator), steps)
        run.epoch += 1
        point: dict[str, Any] = {"epoch": run.epoch, "loss": loss, "seconds": time.perf_counter() - started}
        if judge and (run.epoch % config.evaluate_every == 0 or run.epoch == config.epochs):
            point["ndcg_at_10"] = _judged(run, judge)
        run.curve.append(point)
        progress(point)
        if checkpoint:
            save_run(run, checkpoint)
    if not run.best_parameters:
        _keep(run)


def _epoch(
    run: Run,
    sequences: Sequences,
    content: "torch.Tensor | None",
    config: SequenceConfig,
    batches: Iterator[np.ndarray],
    steps: int,
) -> float:
    total, weight = 0.0, 0.0
    for chosen in batches:
        for group in run.optimizer.param_groups:
            group["lr"] = config.learning_rate * learning_rate_share(run.step, steps, config.warm_up)
        loss, weighed = _step(run, sequences, content, config, chosen)
        run.step += 1
        total, weight = total + loss, weight + weighed
    return total / max(weight, 1e-9)


def _step(
    run: Run, sequences: Sequences, content: "torch.Tensor | None", config: SequenceConfig, chosen: np.ndarray
) -> tuple[float, float]:
    import torch

    batch = training_batch(sequences, chosen, run.generator.random(len(chosen)) < config.reverse_share)
    lengths = batch.real.sum(axis=1, keepdims=True).clip(min=1)
    of_steps = np.broadcast_to(lengths ** -float(config.long_history_discount), batch.real.shape)[batch.real]
    weights = torch.from_numpy(of_steps.astype(np.float32))
    vectors = all_item_vectors(run.parameters, content)
    predicted = states(run.parameters, vectors, batch, config, run.noise)[torch.from_numpy(batch.real)]
    rivals = drawn_rivals(batch.targets[batch.real], len(vectors), config.negatives, run.generator)
    table, bias = vectors, run.parameters["bias"]
    if rivals.items is not None:
        chosen_items = torch.from_numpy(rivals.items)
        table, bias = vectors[chosen_items], bias[chosen_items] + torch.from_numpy(rivals.offset)
    loss = full_cross_entropy(predicted, table, bias, torch.from_numpy(rivals.targets), weights, bf16=config.bf16)
    weighed = float(weights.sum())
    run.optimizer.zero_grad(set_to_none=True)
    (loss / weighed).backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(list(run.parameters.values()), 1.0)
    run.optimizer.step()
    return float(loss.detach()), weighed


def learning_rate_share(step: int, steps: int, warm_up: int) -> float:
    """Return the share of the learning rate at a step: up over `warm_up` steps, then down along a cosine."""
    down = 0.5 * (1 + math.cos(math.pi * min(1.0, step / max(1, steps))))
    return min(1.0, (step + 1) / max(1, warm_up)) * (LAST_RATE + (1 - LAST_RATE) * down)


def _judged(run: Run, judge: Judge) -> float:
    value = judge(run.parameters)
    if value > run.best:
        run.best = value
        _keep(run)
    return value


def _keep(run: Run) -> None:
    run.best_epoch = run.epoch
    run.best_parameters = {name: value.detach().numpy().copy() for name, value in run.parameters.items()}


def _exhausted(run: Run, config: SequenceConfig) -> bool:
    return bool(run.best_epoch) and run.epoch - run.best_epoch >= config.patience * config.evaluate_every
