"""Lists with a known outcome, for tests of what is learned from them."""

import numpy as np

from recommendations.judging.lists import JudgedList


def judged_list(
    length: int, *, base: list[float], judged: list[float], wanted: int, new: tuple[int, ...] = (), missed: int = 0
) -> JudgedList:
    """Return a list of which one item was taken; `new` are positions."""
    n = len(base)
    flags = [np.isin(np.arange(n), list(positions)) for positions in (new, (wanted,))]
    return JudgedList(length, np.array(base), np.array(judged), flags[0], flags[1], missed)


def lists_where(length: int, count: int, *, right_share: float, seed: int = 0, size: int = 8) -> list[JudgedList]:
    """Return lists with a base of no use, in which the judgement points to what was wanted in `right_share` of them."""
    chance = np.random.default_rng(seed)
    made = []
    for _ in range(count):
        wanted = int(chance.integers(size))
        judged = chance.normal(size=size)
        judged[wanted] += 3.0 if chance.random() < right_share else -3.0
        made.append(judged_list(length, base=list(chance.normal(size=size)), judged=list(judged), wanted=wanted))
    return made


def chance_lists(length: int, count: int, *, seed: int = 0, size: int = 8) -> list[JudgedList]:
    """Return lists in which neither base nor judgement knows anything."""
    chance = np.random.default_rng(seed)
    return [
        judged_list(
            length,
            base=list(chance.normal(size=size)),
            judged=list(chance.normal(size=size)),
            wanted=int(chance.integers(size)),
        )
        for _ in range(count)
    ]
