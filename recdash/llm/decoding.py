"""The decoding loop of all transformers models: many texts at once, each with its own dice and its own limits."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import torch

    from recdash.llm.grounded import WordConstraint

TOP_K = 50  # a token beyond the 50 likeliest is noise, and sampling from few is quick
_DROP_SHARE = 0.75  # finished rows are cut out of the cache once no more than this share of rows is unfinished


class Stepper(Protocol):
    """A model in the midst of decoding a batch."""

    def step(self, tokens: "torch.Tensor") -> "torch.Tensor":
        """Append one token a row, shape (rows,), and return the next logits, shape (rows, vocabulary)."""

    def keep(self, rows: list[int]) -> None:
        """Drop all rows but these."""


@dataclass(slots=True)
class Row:
    """One text being written."""

    dice: NDArray[np.float64]  # one number in [0, 1) per step
    constraint: "WordConstraint | None" = None
    tokens: list[int] = field(default_factory=list)
    log_probabilities: list[float] = field(default_factory=list)
    finished: bool = False

    def take(self, token: int, log_probability: float, ends: frozenset[int]) -> None:
        """Append a token, or end the text where the token says so."""
        if token in ends:
            self.finished = True
            return
        self.tokens.append(token)
        self.log_probabilities.append(log_probability)
        if self.constraint is not None:
            self.constraint.advance(token)


def roll_dice(prompt: str, *, sample: int, seed: int, steps: int) -> NDArray[np.float64]:
    """Return the random numbers of one sample, which depend on its prompt and not on its batch."""
    digest = hashlib.sha256(f"{seed}\0{sample}\0{prompt}".encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:8], "big")).random(steps)


def decode(
    stepper: Stepper,
    logits: "torch.Tensor",
    rows: Sequence[Row],
    *,
    steps: int,
    temperature: float,
    ends: frozenset[int],
) -> None:
    """Write all rows to their end or to `steps` tokens; `logits` are those of the first token."""
    import torch

    active = list(rows)
    for step in range(steps):
        tokens, scores = _pick_tokens(logits, active, step=step, last=step == steps - 1, temperature=temperature)
        for row, token, score in zip(active, tokens.tolist(), scores.tolist(), strict=True):
            if not row.finished:
                row.take(token, score, ends)
        unfinished = [index for index, row in enumerate(active) if not row.finished]
        if not unfinished or step == steps - 1:
            return
        if len(unfinished) <= _DROP_SHARE * len(active):
            stepper.keep(unfinished)
            active = [active[index] for index in unfinished]
            tokens = tokens[torch.tensor(unfinished, device=tokens.device)]
        logits = stepper.step(tokens)


def _pick_tokens(
    logits: "torch.Tensor", rows: Sequence[Row], *, step: int, last: bool, temperature: float
) -> tuple["torch.Tensor", "torch.Tensor"]:
    """Return a token a row and its log-probability under the unconstrained model."""
    import torch

    logits = logits.float()
    normaliser = logits.logsumexp(-1)
    candidates = _forbid(logits, rows, last=last)
    values, indices = candidates.topk(min(TOP_K, candidates.shape[-1]), dim=-1)
    if temperature == 0:
        choice = torch.zeros(len(rows), 1, dtype=torch.long, device=logits.device)
    else:
        cumulated = (values.double() / temperature).softmax(-1).cumsum(-1)
        dice = torch.tensor([row.dice[step] for row in rows], dtype=torch.float64, device=logits.device)
        choice = (cumulated <= dice[:, None] * cumulated[:, -1:]).sum(-1, keepdim=True)
    tokens = indices.gather(1, choice)
    scores = logits.gather(1, tokens)[:, 0] - normaliser
    return tokens[:, 0], scores


def _forbid(logits: "torch.Tensor", rows: Sequence[Row], *, last: bool) -> "torch.Tensor":
    """Return the logits with everything a row's constraint forbids at minus infinity."""
    import torch

    allowed = [None if row.constraint is None or row.finished else row.constraint.allowed(last=last) for row in rows]
    if all(tokens is None for tokens in allowed):
        return logits
    forbidden = torch.ones(logits.shape, dtype=torch.bool, device=logits.device)
    for index, tokens in enumerate(allowed):
        forbidden[index, slice(None) if tokens is None else torch.from_numpy(tokens)] = False
    return logits.masked_fill(forbidden, float("-inf"))
