"""Weigh given answers with a causal model: prompt read once, all its answers in the same forward pass.

The answers of a prompt stand behind it one after another, each seeing the prompt and itself only (a tree mask), so
that an answer costs its own tokens less one and no copy of the prompt.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from recdash.llm.causal_steps import Prefix, pad_left, prompt_mask, prompt_positions

if TYPE_CHECKING:
    import torch

Tokens = Sequence[int]


def score_options(
    model: Any, prefix: Prefix, bodies: Sequence[Tokens], options: Sequence[Sequence[Tokens]]
) -> list[list[float]]:
    """Return, per row, the mean log-probability per token of each of its options (none of them empty)."""
    import torch

    ids, padding = pad_left(bodies, device=model.device)
    longest, fed = ids.shape[1], max(sum(len(option) - 1 for option in row) for row in options)
    packed, offsets, owners = _pack(options, fed)
    lengths = longest - padding + prefix.length
    with torch.inference_mode():
        logits = model(
            input_ids=torch.cat([ids, torch.from_numpy(packed).to(ids.device)], dim=1),
            attention_mask=_tree_mask(padding, owners, prefix=prefix.length, longest=longest, dtype=model.dtype),
            position_ids=torch.cat(
                [
                    prompt_positions(padding, prefix=prefix.length, longest=longest),
                    lengths[:, None] + torch.from_numpy(offsets).to(ids.device),
                ],
                dim=1,
            ),
            cache=prefix.expand(len(bodies)),
            use_cache=True,
            logits_to_keep=fed + 1,
        ).logits
        return _mean_scores(logits, options)


def _pack(
    options: Sequence[Sequence[Tokens]], fed: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return fed tokens, their offsets within their option, and the option each belongs to (-1: padding)."""
    packed = np.zeros((len(options), fed), dtype=np.int64)
    offsets = np.zeros_like(packed)
    owners = np.full_like(packed, -1)
    for row, row_options in enumerate(options):
        column = 0
        for owner, option in enumerate(row_options):
            end = column + len(option) - 1
            packed[row, column:end] = option[:-1]
            offsets[row, column:end] = range(len(option) - 1)
            owners[row, column:end] = owner
            column = end
    return packed, offsets, owners


def _tree_mask(
    padding: "torch.Tensor", owners: NDArray[np.int64], *, prefix: int, longest: int, dtype: "torch.dtype"
) -> "torch.Tensor":
    """Return the additive mask, shape (rows, 1, longest + fed, prefix + longest + fed)."""
    import torch

    fed = owners.shape[1]
    prompts = prompt_mask(padding, prefix=prefix, longest=longest, extra=0, dtype=dtype)
    hidden = torch.finfo(dtype).min
    mask = torch.full((len(padding), 1, longest + fed, prefix + longest + fed), hidden, dtype=dtype)
    mask = mask.to(padding.device)
    mask[:, :, :longest, : prefix + longest] = prompts
    mask[:, :, longest:, : prefix + longest] = prompts[:, :, -1:]
    same = (owners[:, :, None] == owners[:, None, :]) & np.tri(fed, dtype=bool)
    visible = torch.from_numpy(same).to(padding.device)[:, None]
    mask[:, :, longest:, prefix + longest :] = mask[:, :, longest:, prefix + longest :].masked_fill(visible, 0.0)
    return mask


def _mean_scores(logits: "torch.Tensor", options: Sequence[Sequence[Tokens]]) -> list[list[float]]:
    """Return mean log-probabilities; `logits[:, 0]` predict first tokens, the others follow each fed token."""
    import torch

    scores: list[list[float]] = []
    for row, row_options in enumerate(options):
        used = 1 + sum(len(option) - 1 for option in row_options)
        table = logits[row, :used].float().log_softmax(-1)
        columns, tokens = [], []
        fed = 1
        for option in row_options:
            columns += [0, *range(fed, fed + len(option) - 1)]
            tokens += list(option)
            fed += len(option) - 1
        values = table[torch.tensor(columns), torch.tensor(tokens)].double().cpu().numpy()
        ends = np.cumsum([len(option) for option in row_options])[:-1]
        scores.append([float(part.mean()) for part in np.split(values, ends)])
    return scores
