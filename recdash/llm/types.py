"""The interfaces of language models and encoders, and the values they exchange."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

FloatMatrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Purpose:
    """Why a model is called: what the AI ledger files the call under."""

    name: str  # "extract_category", "personal_lift", "copy_blurb", …
    prompt_id: str  # file name in recdash/llm/prompts without its ending
    prompt_version: str


@dataclass(frozen=True, slots=True)
class CallRecord:
    """One call of a language model, as handed to the sink of the AI ledger."""

    purpose: Purpose
    model: str
    inputs: int  # prompts in the batch
    tokens_in: int
    tokens_out: int
    milliseconds: float
    input_hash: str  # SHA-256 of the prompts, so that no shopper text is kept


@dataclass(frozen=True, slots=True)
class Grounding:
    """The words a generated text may use: those of the evidence, and a list of harmless ones.

    Comparison ignores case. Numbers are allowed only where the evidence has the same number.
    """

    evidence: tuple[str, ...]  # texts whose words may be used
    lexicon: tuple[str, ...] = ()  # further single words that claim nothing


@dataclass(frozen=True, slots=True)
class Generation:
    """One generated text with its mean log-probability per token (≤ 0) under the model."""

    text: str
    mean_log_probability: float
    tokens: int


class LanguageModel(Protocol):
    """Write text and weigh given answers.

    Every method takes a batch and keeps its order. `prefix` is text that all prompts of the call
    share: implementations compute it once. Prompts are plain text; where a model has a chat
    template the implementation applies it.
    """

    name: str

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
        """Return `samples` texts a prompt, best mean log-probability first.

        temperature 0 is greedy. With `groundings` (one a prompt) only allowed words are written.
        Deterministic for a seed. An empty batch gives an empty list.
        """

    def choose(
        self,
        prompts: Sequence[str],
        options: Sequence[Sequence[str]],
        *,
        purpose: Purpose,
        prefix: str = "",
    ) -> list[list[float]]:
        """Return, per prompt, the mean log-probability per token of each of its options.

        `options[i]` are the allowed answers of `prompts[i]`; an empty list gives an empty list.
        """


class TextEncoder(Protocol):
    """Turn texts into vectors of one length."""

    name: str
    dimension: int

    def encode(self, texts: Sequence[str]) -> FloatMatrix:
        """Return L2-normalised rows, shape (len(texts), dimension); an empty text gives a zero row."""


class ImageEncoder(Protocol):
    """Turn pictures into vectors of one length."""

    name: str
    dimension: int

    def encode(self, images: Sequence[bytes]) -> FloatMatrix:
        """Return L2-normalised rows, shape (len(images), dimension). Bytes are encoded pictures."""


Sink = Callable[[CallRecord], None]
