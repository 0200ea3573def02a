"""Causal transformers models (GPT-2, Llama, SmolLM2, Qwen …): batched writing and weighing of answers."""

from collections.abc import Sequence

from recdash.llm.batching import length_sorted_batches
from recdash.llm.causal_choice import score_options
from recdash.llm.causal_steps import CausalStepper, PrefixCache
from recdash.llm.chat import encode_plain, read_chat_format
from recdash.llm.config import LanguageModelConfig
from recdash.llm.decoding import decode
from recdash.llm.generations import end_tokens, open_rows, rank_samples
from recdash.llm.grounded import WordGrammar
from recdash.llm.runtime import read_model, read_tokenizer, torch_dtype, use_threads
from recdash.llm.sink import recorded_call
from recdash.llm.types import Generation, Grounding, Purpose

_CHOICE_BATCH = 32  # prompts are long and answers short: more rows gain nothing
_CHOICE_CELLS = 4096  # tokens with their padding: more of them compute no faster, and their logits fill the memory


class CausalModel:
    """A causal language model from a folder or hub name; `network` and `tokenizer` are those of transformers."""

    def __init__(self, folder: str, config: LanguageModelConfig, *, name: str = "") -> None:
        from transformers import AutoModelForCausalLM

        use_threads(config.threads)
        self.name = name or folder.rstrip("/").split("/")[-1]
        self._batch_size = config.batch_size
        self.tokenizer = read_tokenizer(folder)
        dtype = torch_dtype(config.dtype, config.device)
        self.network = read_model(AutoModelForCausalLM, folder, dtype=dtype, device=config.device)
        self._chat = read_chat_format(self.tokenizer)
        self._prefixes = PrefixCache(self.network)
        self._ends = end_tokens(self.network, self.tokenizer)
        self._grammar = WordGrammar(self.tokenizer)
        self._context = int(getattr(self.network.config, "max_position_embeddings", 4096))

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
        prefix_ids = self._prefix_ids(prefix)
        bodies = self._body_ids(prompts, room=self._context - len(prefix_ids) - max_new_tokens)
        results: list[list[Generation]] = [[] for _ in prompts]
        with recorded_call(self.name, purpose, prompts, prefix) as count:
            for batch in length_sorted_batches([len(body) for body in bodies], self._batch_size // samples):
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
                stepper = CausalStepper(self.network, self._prefixes.read(prefix_ids), steps=max_new_tokens)
                logits = stepper.start([bodies[index] for index in batch], samples=samples)
                decode(stepper, logits, flat, steps=max_new_tokens, temperature=temperature, ends=self._ends)
                for index, own in zip(batch, rows, strict=True):
                    results[index] = rank_samples(own, self.tokenizer)
                count.tokens_out += sum(len(row.tokens) for row in flat)
            count.tokens_in += len(prefix_ids) + sum(map(len, bodies))
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
        prefix_ids = self._prefix_ids(prefix)
        choices = [[self._option_ids(option) for option in row] for row in options]
        longest = max((len(option) for row in choices for option in row), default=0)
        bodies = self._body_ids(prompts, room=self._context - len(prefix_ids) - longest)
        results: list[list[float]] = [[] for _ in prompts]
        open_indices = [index for index, row in enumerate(choices) if row]
        with recorded_call(self.name, purpose, prompts, prefix) as count:
            lengths = [len(bodies[index]) + sum(len(option) - 1 for option in choices[index]) for index in open_indices]
            for batch in length_sorted_batches(lengths, _CHOICE_BATCH, most_cells=_CHOICE_CELLS):
                indices = [open_indices[position] for position in batch]
                scores = score_options(
                    self.network,
                    self._prefixes.read(prefix_ids),
                    [bodies[index] for index in indices],
                    [choices[index] for index in indices],
                )
                for index, row in zip(indices, scores, strict=True):
                    results[index] = row
            count.tokens_in += len(prefix_ids) + sum(map(len, bodies))
            count.tokens_out += sum(len(option) for row in choices for option in row)
        return results

    def _prefix_ids(self, prefix: str) -> list[int]:
        """Return a prefix as ids, cut at half the context."""
        return [*self._chat.head, *encode_plain(self.tokenizer, prefix)][: self._context // 2]

    def _body_ids(self, prompts: Sequence[str], *, room: int) -> list[list[int]]:
        """Return prompts as ids, cut at their end where the context is too small for them; never empty."""
        tail = list(self._chat.tail)
        room = max(1, room - len(tail))
        bodies = [encode_plain(self.tokenizer, prompt)[:room] + tail for prompt in prompts]
        return [body or [self.tokenizer.eos_token_id] for body in bodies]

    def _option_ids(self, option: str) -> list[int]:
        if not option.strip():
            raise ValueError("An option to choose from is empty.")
        return encode_plain(self.tokenizer, self._chat.answer_start + option.strip())
