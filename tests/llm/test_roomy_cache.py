"""A cache that grows by rooms holds what one holds that is copied at every step."""

import pytest
import torch

from recdash.llm.roomy_cache import ROOM, roomy_cache


def pair(rows: int, length: int, seed: int = 0) -> tuple[torch.Tensor, torch.Tensor]:
    generator = torch.Generator().manual_seed(seed)
    keys, values = torch.randn(2, rows, 3, length, 4, generator=generator)
    return keys, values


@pytest.fixture
def given():
    """Return keys and values of one prefix for three rows, as they are shared: no row has a copy."""
    keys, values = pair(1, 5)
    return keys.expand(3, -1, -1, -1), values.expand(3, -1, -1, -1)


class RoomyCacheTests:
    def test_all_that_was_appended_comes_back_in_order_when_rooms_run_out(self, given):
        cache, held = roomy_cache([given]), given
        for step in range(ROOM + 3):
            new = pair(3, 1, seed=step)
            held = tuple(torch.cat([old, own], dim=-2) for old, own in zip(held, new, strict=True))

            found = cache.update(*new, 0)

            assert torch.equal(found[0], held[0]) and torch.equal(found[1], held[1])
        assert cache.get_seq_length() == 5 + ROOM + 3

    def test_rows_go_their_own_ways_when_they_are_repeated_and_picked(self, given):
        cache = roomy_cache([given])
        keys, values = cache.update(*pair(3, 2, seed=1), 0)
        keys, values = keys.clone(), values.clone()

        cache.batch_repeat_interleave(2)
        cache.batch_select_indices(torch.tensor([1, 4]))
        new = pair(2, 1, seed=2)
        found = cache.update(*new, 0)

        assert torch.equal(found[0], torch.cat([keys[[0, 2]], new[0]], dim=-2))
        assert torch.equal(found[1], torch.cat([values[[0, 2]], new[1]], dim=-2))

    def test_step_copies_nothing_when_there_is_room(self, given):
        cache = roomy_cache([given])
        first = cache.update(*pair(3, 1), 0)[0]

        second = cache.update(*pair(3, 1), 0)[0]

        assert second.data_ptr() == first.data_ptr()

    def test_prefix_stays_as_it_was_when_rows_write_after_it(self, given):
        before = given[0].clone()

        roomy_cache([given]).update(*pair(3, 4, seed=3), 0)

        assert torch.equal(given[0], before)

    def test_layers_are_made_when_nothing_is_given(self):
        new = pair(2, 3)

        assert torch.equal(roomy_cache([]).update(*new, 0)[0], new[0])
