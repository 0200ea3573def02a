"""What leaves remember of the things they were asked about."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from recommendations.engine.rules.leaves import REMEMBERED, Remembered


class RememberedTests:
    @staticmethod
    def bits(number: int) -> np.ndarray:
        return np.array([number >> place & 1 for place in range(16)], dtype=bool)

    def test_columns_are_those_of_the_things_when_there_are_more_than_room_for(self):
        known = Remembered(16, self.bits)
        things = [*range(500), *range(0, 500, 7)]

        for some in (things[:3], things, things[::-1]):
            assert (known.columns(some) == np.array([self.bits(thing) for thing in some]).T).all()

    def test_each_thing_is_asked_about_once_until_there_are_too_many(self):
        asked = []
        known = Remembered(16, lambda thing: asked.append(thing) or self.bits(thing))

        known.columns([1, 2, 1])
        known.columns([2, 1])
        assert asked == [1, 2]

        known.columns(range(10, 10 + REMEMBERED))
        known.columns([1])
        assert asked.count(1) == 2

    def test_requests_at_the_same_time_see_their_own_things(self):
        known = Remembered(16, self.bits)
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(lambda first: known.columns(range(first, first + 50)), range(0, 4000, 10)))

        assert all(
            (flags == np.array([self.bits(n) for n in range(at, at + 50)]).T).all()
            for at, flags in zip(range(0, 4000, 10), found, strict=True)
        )

    def test_nothing_gives_no_columns(self):
        assert Remembered(16, self.bits).columns([]).shape == (16, 0)
