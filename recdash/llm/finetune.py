"""Fit a causal model to answers that were right: low-rank adapters, merged into a new folder; an optional extra."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from recdash.llm.chat import encode_plain, read_chat_format
from recdash.llm.errors import ModelUnavailable
from recdash.llm.runtime import read_model, read_tokenizer, use_threads

if TYPE_CHECKING:
    import torch

_IGNORED = -100  # label of a token that is not learned
_MOST_TOKENS = 384  # of a prompt with its answer; the end of the prompt is kept

Progress = Callable[[int, int, float], None]  # examples done, examples in all, loss in nats a token


@dataclass(frozen=True, slots=True)
class FinetuneConfig:
    """How the adapters learn (LoRA, Hu et al. 2021)."""

    rank: int = 8
    learning_rate: float = 2e-4
    epochs: int = 1
    batch_size: int = 8
    threads: int = 0
    device: str = "cpu"
    seed: int = 0


def finetune(
    folder: str,
    examples: Sequence[tuple[str, str]],
    out: Path,
    config: FinetuneConfig,
    progress: Progress = lambda done, total, loss: None,
) -> list[float]:
    """Teach the model of `folder` these (prompt, answer) pairs, save it to `out`, and return the loss of each batch.

    Only the answers are learned, in float32. `out` is a folder like any other: RECDASH_LLM may name it. Raises
    ModelUnavailable where peft is not installed, and ValueError without examples.
    """
    if not examples:
        raise ValueError("There is nothing to learn from: no examples.")
    peft = _import_peft()
    import torch
    from transformers import AutoModelForCausalLM

    use_threads(config.threads)
    torch.manual_seed(config.seed)
    tokenizer = read_tokenizer(folder)
    base = read_model(AutoModelForCausalLM, folder, dtype=torch.float32, device=config.device)
    adapters = peft.LoraConfig(r=config.rank, lora_alpha=2 * config.rank, target_modules="all-linear")
    network = peft.get_peft_model(base, adapters)
    rows = [_encode(tokenizer, prompt, answer) for prompt, answer in examples]
    losses = _train(network, rows, config, progress)
    network.merge_and_unload().save_pretrained(str(out))
    tokenizer.save_pretrained(str(out))
    return losses


def _train(
    network: Any, rows: Sequence[tuple[list[int], list[int]]], config: FinetuneConfig, progress: Progress
) -> list[float]:
    """Run all epochs with a learning rate that falls to 0, and return the loss of each batch."""
    import torch

    chance = np.random.default_rng(config.seed)
    order = np.concatenate([chance.permutation(len(rows)) for _ in range(config.epochs)])
    starts = range(0, len(order), config.batch_size)
    optimizer = torch.optim.AdamW((one for one in network.parameters() if one.requires_grad), lr=config.learning_rate)
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.0, total_iters=len(starts))
    network.train()
    losses = []
    for start in starts:
        batch = [rows[position] for position in order[start : start + config.batch_size]]
        ids, mask, labels = _pad(batch, device=network.device)
        loss = network(input_ids=ids, attention_mask=mask, labels=labels).loss
        loss.backward()
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
        losses.append(float(loss.detach()))
        progress(min(start + config.batch_size, len(order)), len(order), losses[-1])
    return losses


def _encode(tokenizer: Any, prompt: str, answer: str) -> tuple[list[int], list[int]]:
    """Return the ids of prompt and answer as `choose` sees them, and the labels: those of the answer."""
    chat = read_chat_format(tokenizer)
    before = [*chat.head, *encode_plain(tokenizer, prompt), *chat.tail]
    told = encode_plain(tokenizer, chat.answer_start + answer.strip())[: _MOST_TOKENS // 2]
    before = before[-(_MOST_TOKENS - len(told)) :] or [tokenizer.eos_token_id]
    return before + told, [_IGNORED] * len(before) + told


def _pad(
    batch: Sequence[tuple[list[int], list[int]]], *, device: Any
) -> tuple["torch.Tensor", "torch.Tensor", "torch.Tensor"]:
    import torch

    longest = max(len(ids) for ids, _ in batch)
    ids = [row + [0] * (longest - len(row)) for row, _ in batch]
    mask = [[1] * len(row) + [0] * (longest - len(row)) for row, _ in batch]
    labels = [row + [_IGNORED] * (longest - len(row)) for _, row in batch]
    found = torch.tensor([ids, mask, labels], device=device)
    return found[0], found[1], found[2]


def _import_peft() -> Any:
    try:
        import peft
    except ImportError as error:
        raise ModelUnavailable(
            "Fine-tuning needs peft, which is not installed.",
            remedy="Run pip install -r requirements-finetune.txt.",
        ) from error
    return peft
