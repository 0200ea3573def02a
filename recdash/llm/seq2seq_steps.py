"""Forward passes of a sequence-to-sequence model: prompts read once, texts written step by step."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch


def read_prompts(model: Any, inputs: Sequence[Sequence[int]]) -> tuple["torch.Tensor", "torch.Tensor"]:
    """Return the encoder's states, shape (rows, longest, size), and the mask of real tokens (rows, longest)."""
    import torch

    longest = max(map(len, inputs))
    ids = torch.tensor([[*row, *[0] * (longest - len(row))] for row in inputs], device=model.device)
    lengths = torch.tensor([len(row) for row in inputs], device=model.device)
    mask = (torch.arange(longest, device=model.device)[None] < lengths[:, None]).long()
    with torch.inference_mode():
        return model.get_encoder()(input_ids=ids, attention_mask=mask).last_hidden_state, mask


class Seq2SeqStepper:
    """A batch being written by the decoder, `samples` rows a prompt."""

    def __init__(self, model: Any, inputs: Sequence[Sequence[int]], *, samples: int) -> None:
        from transformers import DynamicCache, EncoderDecoderCache

        self._model = model
        encoded, mask = read_prompts(model, inputs)
        self._encoded = encoded.repeat_interleave(samples, 0)
        self._mask = mask.repeat_interleave(samples, 0)
        self._cache = EncoderDecoderCache(DynamicCache(), DynamicCache())

    def start(self) -> "torch.Tensor":
        """Return the logits of the first token."""
        import torch

        start = self._model.config.decoder_start_token_id
        return self.step(torch.full((len(self._mask),), start, device=self._mask.device))

    def step(self, tokens: "torch.Tensor") -> "torch.Tensor":
        """Append a token a row and return the next logits."""
        import torch

        with torch.inference_mode():
            logits: torch.Tensor = self._model(
                encoder_outputs=(self._encoded,),
                attention_mask=self._mask,
                decoder_input_ids=tokens[:, None],
                cache=self._cache,
                use_cache=True,
            ).logits[:, -1]
        return logits

    def keep(self, rows: list[int]) -> None:
        """Drop all rows but these."""
        import torch

        index = torch.tensor(rows, device=self._mask.device)
        self._mask, self._encoded = self._mask[index], self._encoded[index]
        self._cache.batch_select_indices(index)
