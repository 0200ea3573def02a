"""Keys and values with room for the tokens to come, so that a step copies its own and not all that stands there."""

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch

ROOM = 64  # tokens: as many as most texts have


@cache
def roomy_layer() -> type[Any]:
    """Return the layer of a cache of transformers that grows by whole rooms."""
    from transformers.cache_utils import DynamicLayer

    return type("RoomyLayer", (DynamicLayer,), {"update": _update, "rooms": (None, None)})


def roomy_cache(pairs: "list[tuple[torch.Tensor, torch.Tensor]]") -> Any:
    """Return a cache that begins with these keys and values, a pair a layer, (rows, heads, length, size) each."""
    from transformers.cache_utils import Cache

    grown = Cache(layer_class_to_replicate=roomy_layer())
    for keys, values in pairs:
        layer = roomy_layer()()
        layer.lazy_initialization(keys, values)
        layer.keys, layer.values = keys, values
        grown.layers.append(layer)
    return grown


def _update(
    layer: Any, keys: "torch.Tensor", values: "torch.Tensor", *_: Any, **__: Any
) -> "tuple[torch.Tensor, torch.Tensor]":
    """Append to what a layer holds and return all of it, as DynamicLayer does."""
    if not layer.is_initialized:
        layer.lazy_initialization(keys, values)
    keys_room, values_room = layer.rooms
    layer.keys, keys_room = _appended(layer.keys, keys, keys_room)
    layer.values, values_room = _appended(layer.values, values, values_room)
    layer.rooms = (keys_room, values_room)
    return layer.keys, layer.values


def _appended(
    held: "torch.Tensor", new: "torch.Tensor", room: "torch.Tensor | None"
) -> "tuple[torch.Tensor, torch.Tensor]":
    """Return held and new as one view of a room, and the room: a larger one where the old one cannot take them.

    Whoever picks or repeats rows makes a tensor of its own, which stands in no room yet.
    """
    before = held.shape[-2] if held.numel() else 0
    after = before + new.shape[-2]
    if room is None or room.data_ptr() != held.data_ptr() or len(room) != len(new) or room.shape[-2] < after:
        rows, heads, _, size = new.shape
        room = new.new_empty(rows, heads, after + ROOM, size)
        if before:
            room[:, :, :before] = held
    room[:, :, before:after] = new
    return room[:, :, :after], room
