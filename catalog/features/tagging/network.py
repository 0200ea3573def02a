"""A small encoder of the BERT family that tags each token of a passage."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from catalog.features.tagging.lattice import FloatMatrix, Transitions
from catalog.features.tagging.pieces import Inputs, Pieces, pad
from catalog.features.tagging.tokens import SHAPES
from recdash.llm.runtime import has_bfloat16, quiet_transformers
from recdash.llm.weights import minilm_folder

if TYPE_CHECKING:
    import torch

_FORBIDDEN = -10_000.0


class TokenNetwork:
    """Encoder, output layer and weights of tag following tag; the encoder's word vectors are never trained."""

    def __init__(self, tags: int, *, dropout: float = 0.0) -> None:
        quiet_transformers()
        import torch
        from transformers import AutoModel

        self.tags = tags
        # The fused attention is no quicker forward on short texts, and ten times slower backward.
        options: dict[str, Any] = {"attn_implementation": "eager", "attention_probs_dropout_prob": 0.0}
        encoder = AutoModel.from_pretrained(
            minilm_folder(), add_pooling_layer=False, local_files_only=True, dtype=torch.float32, **options
        )
        encoder.embeddings.word_embeddings.weight.requires_grad = False
        width = int(encoder.config.hidden_size)
        shapes = torch.nn.Embedding(SHAPES + 1, width)
        torch.nn.init.normal_(shapes.weight, std=0.02)
        self.parts: Any = torch.nn.ModuleDict(
            {
                "encoder": encoder,
                "shapes": shapes,
                "dropout": torch.nn.Dropout(dropout),
                "output": torch.nn.Linear(width, tags),
                "following": torch.nn.ParameterDict(
                    {
                        "between": torch.nn.Parameter(torch.zeros(tags, tags)),
                        "first": torch.nn.Parameter(torch.zeros(tags)),
                        "last": torch.nn.Parameter(torch.zeros(tags)),
                    }
                ),
            }
        )
        self._forbidden_between, self._forbidden_first = _forbidden(tags)

    def emissions(self, inputs: Inputs) -> "torch.Tensor":
        """Return the log weight of each tag at each token, (rows, tokens, tags), in float32."""
        import torch

        encoder = self.parts["encoder"]
        mixed = has_bfloat16() and bool(self.parts.training)
        with torch.autocast("cpu", torch.bfloat16, enabled=mixed):
            vectors = encoder.embeddings.word_embeddings(inputs.ids) + self.parts["shapes"](inputs.shapes)
            states = encoder(inputs_embeds=vectors, attention_mask=inputs.mask).last_hidden_state.float()
            places = inputs.firsts[:, :, None].expand(-1, -1, states.shape[2])
            output: torch.Tensor = self.parts["output"](self.parts["dropout"](states.gather(1, places)))
        return output.float()

    def following(self) -> "tuple[torch.Tensor, torch.Tensor, torch.Tensor]":
        """Return the log weights between tags, of the first and of the last tag; no value begins in its middle."""
        weights = self.parts["following"]
        return weights["between"] + self._forbidden_between, weights["first"] + self._forbidden_first, weights["last"]

    def transitions(self) -> Transitions:
        """Return the weights of tag following tag for the lattice."""
        return Transitions(*(weight.detach().double().numpy() for weight in self.following()))

    def freeze(self) -> None:
        """End training: weights in bfloat16 where the processor has it, which halves time and files."""
        import torch

        self.parts.eval()
        self.parts.requires_grad_(False)
        if has_bfloat16():
            self.parts["encoder"].to(torch.bfloat16)
            self.parts["shapes"].to(torch.bfloat16)

    def read_all(self, pieces: Sequence[Pieces], batch_size: int = 32) -> list[FloatMatrix]:
        """Return the emissions of passages, (tokens, tags) each."""
        import torch

        found: list[FloatMatrix] = [np.zeros((0, self.tags))] * len(pieces)
        order = sorted((row for row, one in enumerate(pieces) if one.firsts), key=lambda row: -len(pieces[row].ids))
        with torch.inference_mode():
            for start in range(0, len(order), batch_size):
                rows = order[start : start + batch_size]
                emissions = self.emissions(pad([pieces[row] for row in rows]))
                for row, weights in zip(rows, emissions.double().numpy(), strict=True):
                    found[row] = weights[: len(pieces[row].firsts)]
        return found

    def save(self, file: Path) -> None:
        """Write all trained weights; the word vectors, which are not, come from the encoder's folder."""
        from safetensors.torch import save_file

        state = self.parts.state_dict()
        save_file({name: value.contiguous() for name, value in state.items() if "word_embeddings" not in name}, file)

    def load(self, file: Path) -> None:
        """Read what `save` wrote, ready to tag."""
        from safetensors.torch import load_file

        self.parts.load_state_dict(load_file(file), strict=False)
        self.freeze()


def _forbidden(tags: int) -> "tuple[torch.Tensor, torch.Tensor]":
    """Return the weights that keep a value from going on where it has not begun."""
    import torch

    between, first = torch.zeros(tags, tags), torch.zeros(tags)
    for inside in range(2, tags, 2):
        between[:, inside] = _FORBIDDEN
        between[inside - 1, inside] = between[inside, inside] = 0.0
        first[inside] = _FORBIDDEN
    return between, first
