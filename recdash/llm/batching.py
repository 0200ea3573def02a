"""Cut work into batches of similar length, so that little is padded."""

from collections.abc import Iterator, Sequence


def length_sorted_batches(lengths: Sequence[int], size: int) -> Iterator[list[int]]:
    """Yield the indices of `lengths` in batches of at most `size`, longest first.

    Longest first shows a shortage of memory at once. Ties keep their order.
    """
    order = sorted(range(len(lengths)), key=lambda index: -lengths[index])
    for start in range(0, len(order), max(1, size)):
        yield order[start : start + max(1, size)]
