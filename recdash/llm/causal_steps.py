"""Forward passes of a causal model over a shared prefix and left-padded prompts."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recdash.llm.roomy_cache import roomy_cache

if TYPE_CHECKING:
    import torch

_KEPT_PREFIXES = 8


@dataclass(frozen=True, slots=True)
class Prefix:
    """Keys and values of a prefix, a pair a layer, each of shape (1, heads, length, head size)."""

    length: int
    layers: tuple[tuple["torch.Tensor", "torch.Tensor"], ...]

    def expand(self, rows: int) -> Any:
        """Return a cache in which every row starts with the prefix."""
        return roomy_cache(
            [(keys.expand(rows, -1, -1, -1), values.expand(rows, -1, -1, -1)) for keys, values in self.layers]
        )


class PrefixCache:
    """The latest prefixes of a model, so that each is computed once and not in every call."""

    def __init__(self, model: Any, *, size: int = _KEPT_PREFIXES) -> None:
        self._model = model
        self._size = size
        self._prefixes: OrderedDict[tuple[int, ...], Prefix] = OrderedDict()

    def read(self, tokens: Sequence[int]) -> Prefix:
        """Return the keys and values of a prefix, computing them where they are not kept."""
        key = tuple(tokens)
        prefix = self._prefixes.pop(key, None) or self._compute(key)
        self._prefixes[key] = prefix
        if len(self._prefixes) > self._size:
            self._prefixes.popitem(last=False)
        return prefix

    def _compute(self, tokens: tuple[int, ...]) -> Prefix:
        import torch
        from transformers import DynamicCache

        if not tokens:
            return Prefix(0, ())
        cache: Any = DynamicCache()
        with torch.inference_mode():
            ids = torch.tensor([tokens], device=self._model.device)
            self._model(input_ids=ids, cache=cache, use_cache=True, logits_to_keep=1)
        return Prefix(len(tokens), tuple((layer.keys, layer.values) for layer in cache.layers))


class CausalStepper:
    """A batch being written: rows of prompts after one prefix, and the tokens appended so far."""

    def __init__(self, model: Any, prefix: Prefix, *, steps: int) -> None:
        self._model = model
        self._prefix = prefix
        self._steps = steps

    def start(self, bodies: Sequence[Sequence[int]], *, samples: int) -> "torch.Tensor":
        """Read the prompts, copy each `samples` times, and return the logits of the first new token."""
        import torch

        ids, padding = pad_left(bodies, device=self._model.device)
        before, longest = self._prefix.length, ids.shape[1]
        mask = prompt_mask(padding, prefix=before, longest=longest, extra=self._steps, dtype=self._model.dtype)
        self._cache = self._prefix.expand(len(bodies))
        with torch.inference_mode():
            logits: torch.Tensor = self._model(
                input_ids=ids,
                attention_mask=mask[..., : before + longest],
                position_ids=prompt_positions(padding, prefix=before, longest=longest),
                cache=self._cache,
                use_cache=True,
                logits_to_keep=1,
            ).logits[:, -1]
        self._mask = mask[:, :, -1:].repeat_interleave(samples, 0)
        self._length = before + longest
        self._positions = (self._length - padding).repeat_interleave(samples)
        if samples > 1:
            self._cache.batch_repeat_interleave(samples)
        return logits.repeat_interleave(samples, 0)

    def step(self, tokens: "torch.Tensor") -> "torch.Tensor":
        """Append a token a row and return the next logits."""
        import torch

        self._length += 1
        with torch.inference_mode():
            logits: torch.Tensor = self._model(
                input_ids=tokens[:, None],
                attention_mask=self._mask[..., : self._length],
                position_ids=self._positions[:, None],
                cache=self._cache,
                use_cache=True,
            ).logits[:, -1]
        self._positions = self._positions + 1
        return logits

    def keep(self, rows: list[int]) -> None:
        """Drop all rows but these."""
        import torch

        index = torch.tensor(rows, device=self._mask.device)
        self._mask, self._positions = self._mask[index], self._positions[index]
        self._cache.batch_select_indices(index)


def pad_left(bodies: Sequence[Sequence[int]], *, device: Any) -> tuple["torch.Tensor", "torch.Tensor"]:
    """Return the ids, shape (rows, longest), and how many cells of padding stand before each row."""
    import torch

    longest = max(map(len, bodies))
    ids = torch.tensor([[0] * (longest - len(body)) + list(body) for body in bodies], device=device)
    return ids, torch.tensor([longest - len(body) for body in bodies], device=device)


def prompt_mask(
    padding: "torch.Tensor", *, prefix: int, longest: int, extra: int, dtype: "torch.dtype"
) -> "torch.Tensor":
    """Return the additive attention mask of the prompts, shape (rows, 1, longest, prefix + longest + extra).

    A token sees the prefix and its own row up to itself; columns of the `extra` later tokens are open to the last
    token only, whose mask row later steps go on using.
    """
    import torch

    columns = torch.arange(longest + extra, device=padding.device)
    queries = torch.arange(longest, device=padding.device)
    queries = torch.where(queries == longest - 1, longest + extra, queries)
    hidden = (columns[None, None] < padding[:, None, None]) | (columns[None, None] > queries[None, :, None])
    mask = torch.zeros(len(padding), 1, longest, prefix + longest + extra, dtype=dtype, device=padding.device)
    mask[..., prefix:] = mask[..., prefix:].masked_fill(hidden[:, None], torch.finfo(dtype).min)
    return mask


def prompt_positions(padding: "torch.Tensor", *, prefix: int, longest: int) -> "torch.Tensor":
    """Return the position of each token, shape (rows, longest); padding counts as the first position."""
    import torch

    places = torch.arange(longest, device=padding.device)[None] - padding[:, None]
    return places.clamp(min=0) + prefix
