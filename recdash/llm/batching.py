"""Cut work into batches of similar length, so that little is padded."""

from collections.abc import Iterator, Sequence


def length_sorted_batches(lengths: Sequence[int], size: int, *, most_cells: int | None = None) -> Iterator[list[int]]:
    """Yield the indices of `lengths` in batches of at most `size`, longest first.

    With `most_cells`, a batch times its longest member is no more than that, where it has more than one member.
    Longest first shows a shortage of memory at once. Ties keep their order.
    """
    order = sorted(range(len(lengths)), key=lambda index: -lengths[index])
    start = 0
    while start < len(order):
        room = size if most_cells is None else min(size, most_cells // max(1, lengths[order[start]]))
        yield order[start : start + max(1, room)]
        start += max(1, room)
