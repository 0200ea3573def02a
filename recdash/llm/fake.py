"""A language model and encoders for tests: no weights, no luck, always the same answer."""

import hashlib
from collections.abc import Sequence

import numpy as np

from recdash.lib.text import split_words
from recdash.llm.allowed_words import read_allowed_words
from recdash.llm.sink import recorded_call
from recdash.llm.types import FloatMatrix, Generation, Grounding, Purpose

_FREE_WORDS = ("a", "choice", "for", "good", "great", "home", "is", "the", "this", "you", "your", "with")


class FakeLanguageModel:
    """Write words drawn by hash; prefer the option that shares most words with the prompt, ties by hash."""

    name = "fake"

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
        """Write `samples` texts a prompt, see LanguageModel. A token is a word."""
        with recorded_call(self.name, purpose, prompts, prefix) as count:
            results = []
            for index, prompt in enumerate(prompts):
                words = sorted(read_allowed_words(groundings[index]).within) if groundings else list(_FREE_WORDS)
                seeds = [seed + (0 if temperature == 0 else sample) for sample in range(samples)]
                texts = [_write(prefix + prompt, words, seed=own, most=max_new_tokens) for own in seeds]
                results.append(sorted(texts, key=lambda text: -text.mean_log_probability))
            count.tokens_in = sum(len(split_words(text)) for text in (prefix, *prompts))
            count.tokens_out = sum(text.tokens for texts in results for text in texts)
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
        with recorded_call(self.name, purpose, prompts, prefix) as count:
            scores = [
                [_common_words_score(prefix + prompt, option) for option in row]
                for prompt, row in zip(prompts, options, strict=True)
            ]
            count.tokens_in = sum(len(split_words(text)) for text in (prefix, *prompts))
            count.tokens_out = sum(len(split_words(option)) for row in options for option in row)
        return scores


class FakeTextEncoder:
    """Add up one vector a word, drawn by hash: texts with common words are near."""

    name = "fake"

    def __init__(self, dimension: int = 512) -> None:  # that of the default encoder
        self.dimension = dimension

    def encode(self, texts: Sequence[str]) -> FloatMatrix:
        """Return L2-normalised rows, see TextEncoder."""
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for index, text in enumerate(texts):
            for word in split_words(text.lower()):
                rows[index] += _hash_vector(word.encode(), self.dimension)
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        normalised: FloatMatrix = np.divide(rows, norms, out=rows, where=norms > 0)
        return normalised


class FakeImageEncoder:
    """One vector a picture, drawn by the hash of its bytes."""

    name = "fake"
    default_dimension = 1280  # that of the default encoder

    def __init__(self, dimension: int = default_dimension) -> None:
        self.dimension = dimension

    def encode(self, images: Sequence[bytes]) -> FloatMatrix:
        """Return L2-normalised rows, see ImageEncoder."""
        rows = np.array([_hash_vector(image, self.dimension) for image in images], dtype=np.float32)
        rows = rows.reshape(len(images), self.dimension)
        normalised: FloatMatrix = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return normalised


def _write(prompt: str, words: Sequence[str], *, seed: int, most: int) -> Generation:
    random = np.random.default_rng(_hash_number(f"{seed}\0{prompt}".encode()))
    chosen: list[str] = []
    for word in random.permutation(np.array(words, dtype=object))[:12]:
        if sum(len(split_words(one)) for one in (*chosen, word)) <= most:
            chosen.append(word)
    text = " ".join(chosen)
    text = f"{text[:1].upper()}{text[1:]}." if text else ""
    return Generation(text, -float(random.random()) - 0.1, len(split_words(text)))


def _common_words_score(prompt: str, option: str) -> float:
    """Return a score below 0 that grows with the share of the option's words in the prompt."""
    words = {word.lower() for word in split_words(option)}
    common = words & {word.lower() for word in split_words(prompt)}
    tie = _hash_number(f"{prompt}\0{option}".encode()) % 1000 / 100_000
    return 2.0 * len(common) / max(1, len(words)) + 0.1 * len(common) - 4.0 - tie


def _hash_number(content: bytes) -> int:
    return int.from_bytes(hashlib.sha256(content).digest()[:8], "big")


def _hash_vector(content: bytes, dimension: int) -> FloatMatrix:
    return np.random.default_rng(_hash_number(content)).standard_normal(dimension).astype(np.float32)
