"""The state of one training, and the file it is taken up from."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from recommendations.training.recommender import FloatMatrix

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
    epoch: int = 0
    step: int = 0
    best: float = -1.0
    best_epoch: int = 0
    best_parameters: dict[str, FloatMatrix] = field(default_factory=dict)


def save_run(run: Run, path: Path) -> None:
    """Write a checkpoint in one step, so that a killed worker leaves the former one."""
    import torch

    state = {
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
    """Take up the training of a checkpoint; `run` must have been started with the same data and settings."""
    import torch

    state = torch.load(path, weights_only=True)
    with torch.no_grad():
        for name, value in state["parameters"].items():
            run.parameters[name].copy_(value)
    run.optimizer.load_state_dict(state["optimizer"])
    run.generator.bit_generator.state = state["numpy"]
    run.noise.set_state(state["noise"])
    run.epoch, run.step, run.best, run.best_epoch = state["counters"]
    run.best_parameters = {name: value.numpy() for name, value in state["best"].items()}
