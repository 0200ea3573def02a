"""Passages as the encoder reads them: word pieces, one by one and as padded batches."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalog.features.tagging.tokens import SHAPES, shape, split_tokens
from catalog.features.tagging.types import Passage
from recdash.llm.runtime import read_tokenizer
from recdash.llm.weights import minilm_folder

if TYPE_CHECKING:
    import torch

NO_SHAPE = SHAPES  # of the category and the special tokens
MASK = 103  # the piece that hides another, in the encoder's vocabulary
_MOST_PIECES = 256


@dataclass(frozen=True, slots=True)
class Pieces:
    """A passage as the encoder reads it: numbers of word pieces, their shapes, and each token's first piece."""

    ids: list[int]
    shapes: list[int]
    firsts: list[int]


@dataclass(frozen=True, slots=True)
class Inputs:
    """A batch, padded: pieces (rows, pieces), first pieces (rows, tokens), and which of both are real."""

    ids: "torch.Tensor"
    shapes: "torch.Tensor"
    mask: "torch.Tensor"
    firsts: "torch.Tensor"
    token_mask: "torch.Tensor"


class PieceReader:
    """Cuts passages into word pieces, the category first."""

    def __init__(self) -> None:
        self._tokenizer = read_tokenizer(minilm_folder())
        self._known: dict[str, list[int]] = {}

    def read(self, passage: Passage) -> Pieces:
        """Return the pieces of a passage; tokens behind the encoder's limit are left out."""
        begin, end = self._tokenizer.cls_token_id, self._tokenizer.sep_token_id
        ids = [begin, *self._pieces(passage.category), end]
        shapes, firsts = [NO_SHAPE] * len(ids), []
        for token in split_tokens(passage.text):
            pieces = self._pieces(token.text)
            if len(ids) + len(pieces) >= _MOST_PIECES:
                break
            firsts.append(len(ids))
            ids += pieces
            shapes += [shape(token)] * len(pieces)
        return Pieces([*ids, end], [*shapes, NO_SHAPE], firsts)

    def _pieces(self, text: str) -> list[int]:
        if text not in self._known:
            ids = self._tokenizer.encode(text, add_special_tokens=False)
            self._known[text] = ids or [self._tokenizer.unk_token_id] if text else []
        return self._known[text]


def pad(pieces: Sequence[Pieces]) -> Inputs:
    """Return passages of different lengths as one batch."""
    import torch

    longest, most = max(len(one.ids) for one in pieces), max(len(one.firsts) for one in pieces)
    ids = torch.zeros(len(pieces), longest, dtype=torch.long)
    shapes = torch.full_like(ids, NO_SHAPE)
    mask = torch.zeros_like(ids)
    firsts = torch.zeros(len(pieces), most, dtype=torch.long)
    token_mask = torch.zeros(len(pieces), most, dtype=torch.bool)
    for row, one in enumerate(pieces):
        ids[row, : len(one.ids)] = torch.tensor(one.ids)
        shapes[row, : len(one.ids)] = torch.tensor(one.shapes)
        mask[row, : len(one.ids)] = 1
        firsts[row, : len(one.firsts)] = torch.tensor(one.firsts)
        token_mask[row, : len(one.firsts)] = True
    return Inputs(ids, shapes, mask, firsts, token_mask)
