"""Sequence-to-sequence transformers models of the T5 family: batched writing and weighing of answers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from recdash.llm.batching import length_sorted_batches
from recdash.llm.config import LanguageModelConfig
from recdash.llm.decoding import decode
from recdash.llm.generations import end_tokens, open_rows, rank_samples
from recdash.llm.grounded import WordGrammar
from recdash.llm.runtime import read_model, read_tokenizer, torch_dtype, use_threads
from recdash.llm.seq2seq_steps import Seq2SeqStepper, read_prompts
from recdash.llm.sink import recorded_call
from recdash.llm.types import Generation, Grounding, Purpose

if TYPE_CHECKING:
    import torch

_LONGEST_PROMPT = 1024  # T5 has no fixed limit; its attention grows with the square


class Seq2SeqModel:
    """A T5-like model from a folder or hub name. A prefix is part of each prompt: its encoder reads both ways."""

    def __init__(self, folder: str, config: LanguageModelConfig, *, name: str = "") -> None:
        from transformers import AutoModelForSeq2SeqLM

        use_threads(config.threads)
        self.name = name or folder.rstrip("/").split("/")[-1]
        self._batch_size = config.batch_size
        self.tokenizer = read_tokenizer(folder)
        dtype = torch_dtype(config.dtype, config.device)
        self.network = read_model(AutoModelForSeq2SeqLM, folder, dtype=dtype, device=config.device)
        self._ends = end_tokens(self.network, self.tokenizer)
        self._grammar = WordGrammar(self.tokenizer)

    def generate(
        self,
        prompts: Sequence[str],
        *,
        purpose: Purpose,
        prefix: str = "",
        max_new_tokens: int = 48,
        samples: int = 1,
        temperature: float = 0.8,
        seed: int = 0,
        groundings: Sequence[Grounding] | None = None,
    ) -> list[list[Generation]]:
        """Write `samples` texts a prompt, see LanguageModel."""
        inputs = self._input_ids(prompts, prefix)
        results: list[list[Generation]] = [[] for _ in prompts]
        with recorded_call(self.name, purpose, prompts, prefix) as count:
            for batch in length_sorted_batches([len(ids) for ids in inputs], self._batch_size // samples):
                rows = [
                    open_rows(
                        prefix + prompts[index],
                        samples=samples,
                        seed=seed,
                        steps=max_new_tokens,
                        grammar=self._grammar,
                        grounding=groundings[index] if groundings else None,
                    )
                    for index in batch
                ]
                flat = [row for own in rows for row in own]
                stepper = Seq2SeqStepper(self.network, [inputs[index] for index in batch], samples=samples)
                decode(stepper, stepper.start(), flat, steps=max_new_tokens, temperature=temperature, ends=self._ends)
                for index, own in zip(batch, rows, strict=True):
                    results[index] = rank_samples(own, self.tokenizer)
                count.tokens_out += sum(len(row.tokens) for row in flat)
            count.tokens_in += sum(map(len, inputs))
        return results

    def choose(
        self,
        prompts: Sequence[str],
        options: Sequence[Sequence[str]],
        *,
        purpose: Purpose,
        prefix: str = "",
    ) -> list[list[float]]:
        """Weigh the options of each prompt, see LanguageModel."""
        inputs = self._input_ids(prompts, prefix)
        choices = [[self._option_ids(option) for option in row] for row in options]
        results: list[list[float]] = [[] for _ in prompts]
        open_indices = [index for index, row in enumerate(choices) if row]
        with recorded_call(self.name, purpose, prompts, prefix) as count:
            for batch in length_sorted_batches([len(inputs[index]) for index in open_indices], self._batch_size // 4):
                indices = [open_indices[position] for position in batch]
                scores = self._score([inputs[i] for i in indices], [choices[i] for i in indices])
                for index, row in zip(indices, scores, strict=True):
                    results[index] = row
            count.tokens_in += sum(map(len, inputs))
            count.tokens_out += sum(len(option) for row in choices for option in row)
        return results

    def _score(self, inputs: Sequence[Sequence[int]], choices: Sequence[Sequence[Sequence[int]]]) -> list[list[float]]:
        """Read each prompt once, then decode all options of all prompts as rows of one batch."""
        import torch

        encoded, mask = read_prompts(self.network, inputs)
        owners = torch.tensor([row for row, options in enumerate(choices) for _ in options], device=mask.device)
        flat = [option for options in choices for option in options]
        longest = max(map(len, flat))
        labels = torch.tensor([[*option, *[0] * (longest - len(option))] for option in flat], device=mask.device)
        start = torch.full((len(flat), 1), self.network.config.decoder_start_token_id, device=mask.device)
        with torch.inference_mode():
            logits = self.network(
                encoder_outputs=(encoded[owners],),
                attention_mask=mask[owners],
                decoder_input_ids=torch.cat([start, labels[:, :-1]], dim=1),
                use_cache=False,
            ).logits
            means = _mean_scores(logits, labels, [len(option) for option in flat])
        ends = np.cumsum([len(options) for options in choices])[:-1]
        return [[float(value) for value in part] for part in np.split(means, ends)]

    def _input_ids(self, prompts: Sequence[str], prefix: str) -> list[list[int]]:
        if not prompts:
            return []
        texts = [prefix + prompt for prompt in prompts]
        ids: list[list[int]] = self.tokenizer(
            texts, truncation=True, max_length=_LONGEST_PROMPT, split_special_tokens=True
        )["input_ids"]
        return [row or [self.tokenizer.eos_token_id] for row in ids]

    def _option_ids(self, option: str) -> list[int]:
        ids: list[int] = self.tokenizer(option.strip(), add_special_tokens=False)["input_ids"]
        if not ids:
            raise ValueError("An option to choose from is empty.")
        return ids


def _mean_scores(logits: "torch.Tensor", labels: "torch.Tensor", lengths: Sequence[int]) -> np.ndarray:
    """Return the mean log-probability of each row's first `length` labels."""
    import torch

    scores = logits.float().log_softmax(-1).gather(-1, labels[..., None])[..., 0].double()
    sizes = torch.tensor(lengths, device=labels.device)
    inside = torch.arange(labels.shape[1], device=labels.device)[None] < sizes[:, None]
    return ((scores * inside).sum(1) / sizes).cpu().numpy()
