"""Language models behind an OpenAI-compatible server (vLLM, Ollama, llama.cpp, a vendor's API)."""

import string
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np

from recdash.llm.allowed_words import allowed_word_set, keep_allowed_sentences
from recdash.llm.chat_completions import ChatCompletions, Completion
from recdash.llm.config import LanguageModelConfig
from recdash.llm.sink import TokenCount, recorded_call
from recdash.llm.types import Generation, Grounding, Purpose

Task = TypeVar("Task")
NOT_CHOSEN = -100.0  # stands for a log-probability the server did not tell
_REQUESTS_AT_ONCE = 8
_LABELS = (*string.ascii_uppercase, *(f"{first}{second}" for first in "ABCDEFGH" for second in string.ascii_uppercase))


class RemoteModel:
    """A model on a server. A shared prefix is sent each time; servers with prefix caching compute it once."""

    def __init__(self, config: LanguageModelConfig, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self.name = config.remote_model or config.name
        self._server = ChatCompletions(config, sleep=sleep)

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
        """Write `samples` texts a prompt, see LanguageModel.

        A server cannot be held to words while it writes, so sentences with a word that the grounding does not allow
        are cut out afterwards; a text may become empty. Determinism for a seed depends on the server.
        """

        def write(task: tuple[int, int]) -> Completion:
            index, sample = task
            return self._server.ask(
                [{"role": "user", "content": prefix + prompts[index]}],
                max_tokens=max_new_tokens,
                temperature=temperature,
                seed=seed + sample,
                logprobs=True,
            )

        tasks = [(index, sample) for index in range(len(prompts)) for sample in range(samples)]
        with recorded_call(self.name, purpose, prompts, prefix) as count:
            completions = _ask_all(write, tasks, count)
        results: list[list[Generation]] = [[] for _ in prompts]
        for (index, _), completion in zip(tasks, completions, strict=True):
            results[index].append(_read_generation(completion, groundings[index] if groundings else None))
        for texts in results:
            texts.sort(key=lambda text: (not text.text, -text.mean_log_probability))
        return results

    def choose(
        self,
        prompts: Sequence[str],
        options: Sequence[Sequence[str]],
        *,
        purpose: Purpose,
        prefix: str = "",
    ) -> list[list[float]]:
        """Weigh the options of each prompt, see LanguageModel.

        The options are lettered and one letter is asked for. Where the server tells no log-probabilities, the chosen
        option gets 0 and the others NOT_CHOSEN; where the answer names no option, all get the same.
        """

        def ask(index: int) -> Completion:
            return self._server.ask(
                [{"role": "user", "content": prefix + prompts[index] + _question(options[index])}],
                max_tokens=4,
                temperature=0,
                logprobs=True,
                top_logprobs=20,
            )

        asked = [index for index in range(len(prompts)) if options[index]]
        results: list[list[float]] = [[] for _ in prompts]
        with recorded_call(self.name, purpose, prompts, prefix) as count:
            for index, completion in zip(asked, _ask_all(ask, asked, count), strict=True):
                results[index] = _read_choice(completion, options[index])
        return results


def _ask_all(ask: Callable[[Task], Completion], tasks: Sequence[Task], count: TokenCount) -> list[Completion]:
    """Ask several at once, in order of `tasks`, and count the tokens."""
    with ThreadPoolExecutor(max_workers=_REQUESTS_AT_ONCE) as pool:
        completions = list(pool.map(ask, tasks))
    count.tokens_in += sum(completion.tokens_in for completion in completions)
    count.tokens_out += sum(completion.tokens_out for completion in completions)
    return completions


def _question(options: Sequence[str]) -> str:
    if len(options) > len(_LABELS):
        raise ValueError(f"A choice among {len(options)} options is too long; at most {len(_LABELS)} are possible.")
    listed = "\n".join(f"{label}) {option}" for label, option in zip(_LABELS, options, strict=False))
    return f"\n\nOptions:\n{listed}\nAnswer with the letter of exactly one option and nothing else."


def _read_choice(completion: Completion, options: Sequence[str]) -> list[float]:
    labels = _LABELS[: len(options)]
    told: dict[str, float] = {}
    for text, score in completion.first_alternatives:
        told.setdefault(text.strip().rstrip(").:").upper(), score)
    if any(label in told for label in labels):
        floor = min(told.values()) - 1.0
        return [told.get(label, floor) for label in labels]
    chosen = _chosen_option(completion.text, options)
    if chosen is None:
        return [float(-np.log(len(options)))] * len(options)
    return [0.0 if index == chosen else NOT_CHOSEN for index in range(len(options))]


def _chosen_option(answer: str, options: Sequence[str]) -> int | None:
    """Return which option an answer names by its letter or by its own words, or None."""
    stripped = answer.strip()
    for index, option in enumerate(options):
        if stripped.casefold().rstrip(".") == option.casefold():
            return index
    label = stripped.split(")")[0].split(".")[0].split(":")[0].strip().upper()
    return _LABELS.index(label) if label in _LABELS[: len(options)] else None


def _read_generation(completion: Completion, grounding: Grounding | None) -> Generation:
    text = completion.text.strip()
    if grounding is not None:
        text = keep_allowed_sentences(text, allowed_word_set(grounding))
    mean = float(np.mean(completion.log_probabilities)) if completion.log_probabilities else 0.0
    return Generation(text, mean, completion.tokens_out)
