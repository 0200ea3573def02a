"""The state of one training, and the file it is taken up from."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from recommendations.training.recommender import FloatMatrix, TrainingData
from recommendations.training.sequence.config import SequenceConfig
from recommendations.training.sequence.warm import WarmStart

if TYPE_CHECKING:
    import torch

    from recommendations.training.sequence.network import Parameters


@dataclass(slots=True)
class Run:
    """The state of one training, as a checkpoint holds it."""

    parameters: "Parameters"
    optimizer: "torch.optim.Optimizer"
    generator: np.random.Generator
    noise: "torch.Generator"
    asked: str = ""  # what it is a training of, see `fingerprint`
    epoch: int = 0
    step: int = 0
    best: float = -1.0
    best_epoch: int = 0
    best_parameters: dict[str, FloatMatrix] = field(default_factory=dict)
    curve: list[dict[str, Any]] = field(default_factory=list)


def save_run(run: Run, path: Path) -> None:
    """Write a checkpoint in one step, so that a killed worker leaves the former one."""
    import torch

    state = {
        "asked": run.asked,
        "curve": run.curve,
        "parameters": {name: value.detach() for name, value in run.parameters.items()},
        "optimizer": run.optimizer.state_dict(),
        "numpy": run.generator.bit_generator.state,
        "noise": run.noise.get_state(),
        "counters": (run.epoch, run.step, run.best, run.best_epoch),
        "best": {name: torch.from_numpy(value) for name, value in run.best_parameters.items()},
    }
    unfinished = path.with_suffix(".unfinished")
    torch.save(state, unfinished)
    unfinished.replace(path)


def load_run(run: Run, path: Path) -> None:
    """Take up the training of a checkpoint; change nothing where it is one of other data or other settings."""
    import torch

    state = torch.load(path, weights_only=True)
    if state["asked"] != run.asked:
        return
    with torch.no_grad():
        for name, value in state["parameters"].items():
            run.parameters[name].copy_(value)
    run.optimizer.load_state_dict(state["optimizer"])
    run.generator.bit_generator.state = state["numpy"]
    run.noise.set_state(state["noise"])
    run.epoch, run.step, run.best, run.best_epoch = state["counters"]
    run.best_parameters = {name: value.numpy() for name, value in state["best"].items()}
    run.curve = state["curve"]


def fingerprint(data: TrainingData, config: SequenceConfig, start: WarmStart | None) -> str:
    """Return a hash of all that a training's outcome depends on."""
    found = hashlib.sha256(repr((config, data.n_items, start is None)).encode())
    for rows in (data.sequences, data.event_types, data.gaps_days):
        _add_rows(found, rows)
    arrays = [np.asarray(data.held_out if data.held_out is not None else []), data.content]
    arrays += [start.numbers, *(start.weights[name] for name in sorted(start.weights))] if start else []
    for array in arrays:
        found.update(b"-" if array is None else np.ascontiguousarray(array).tobytes())
    return found.hexdigest()


def _add_rows(found: Any, rows: Sequence[Sequence[float]] | None) -> None:
    flat = [value for row in rows or () for value in row]
    found.update(np.array([len(row) for row in rows or ()], dtype=np.int64).tobytes())
    found.update(np.array(flat, dtype=np.float64).tobytes())
