"""Sentence encoders of the BERT family, in a plain or a sentence-transformers folder."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from recdash.llm.batching import length_sorted_batches
from recdash.llm.config import TextEncoderConfig
from recdash.llm.runtime import read_model, read_tokenizer, use_threads
from recdash.llm.types import FloatMatrix

if TYPE_CHECKING:
    import torch


class BertEncoder:
    """Mean (or, where the folder says so, first-token) pooling of the last layer, L2-normalised, in float32."""

    def __init__(self, folder: str, config: TextEncoderConfig, *, name: str = "") -> None:
        import torch
        from transformers import AutoModel

        use_threads(config.threads)
        self.name = name or folder.rstrip("/").split("/")[-1]
        self._batch_size = config.batch_size
        self.tokenizer = read_tokenizer(folder)
        self.network = read_model(AutoModel, folder, dtype=torch.float32, device=config.device)
        self.dimension = int(self.network.config.hidden_size)
        self._max_tokens = _max_tokens(folder, config.max_tokens, self.network.config)
        self._first_token = _pools_first_token(folder)

    def encode(self, texts: Sequence[str]) -> FloatMatrix:
        """Return L2-normalised rows, see TextEncoder."""
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        filled = [index for index, text in enumerate(texts) if text.strip()]
        for batch in length_sorted_batches([len(texts[index]) for index in filled], self._batch_size):
            indices = [filled[position] for position in batch]
            rows[indices] = self._encode_batch([texts[index] for index in indices])
        return rows

    def _encode_batch(self, texts: list[str]) -> FloatMatrix:
        import torch

        inputs = self.tokenizer(
            texts, padding=True, truncation=True, max_length=self._max_tokens, return_tensors="pt"
        ).to(self.network.device)
        with torch.inference_mode():
            states = self.network(**inputs).last_hidden_state
            pooled = states[:, 0] if self._first_token else _mean_pool(states, inputs["attention_mask"])
            normalised: FloatMatrix = torch.nn.functional.normalize(pooled, dim=-1).cpu().numpy()
        return normalised


def _mean_pool(states: "torch.Tensor", mask: "torch.Tensor") -> "torch.Tensor":
    weights = mask[..., None].to(states.dtype)
    return (states * weights).sum(1) / weights.sum(1).clamp(min=1)


def _pools_first_token(folder: str) -> bool:
    return bool(_read_json(Path(folder, "1_Pooling", "config.json")).get("pooling_mode_cls_token"))


def _max_tokens(folder: str, limit: int, config: Any) -> int:
    stated = _read_json(Path(folder, "sentence_bert_config.json")).get("max_seq_length") or limit
    return min(int(stated), int(getattr(config, "max_position_embeddings", limit)))


def _read_json(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
    return content
