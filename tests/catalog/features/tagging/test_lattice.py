"""Probabilities of spans, compared with the sum over all paths written out."""

from itertools import pairwise, product

import numpy as np
import pytest

from catalog.features.tagging.lattice import Transitions, lattice_spans, path_spans

NAMES = ("brand", "size")
TAGS = 5
BROKEN = -1e4


def transitions() -> Transitions:
    random = np.random.default_rng(7)
    between, first = random.normal(size=(TAGS, TAGS)), random.normal(size=TAGS)
    for inside in (2, 4):
        allowed = [inside - 1, inside]
        between[[tag for tag in range(TAGS) if tag not in allowed], inside] = BROKEN
        first[inside] = BROKEN
    return Transitions(between, first, random.normal(size=TAGS))


def spans_of(path: tuple[int, ...]) -> set[tuple[str, int, int]]:
    found, place = set(), 0
    while place < len(path):
        behind = place + 1
        if path[place]:
            attribute = (path[place] - 1) // 2
            while behind < len(path) and path[behind] == 2 + 2 * attribute:
                behind += 1
            found.add((NAMES[attribute], place, behind))
        place = behind
    return found


class LatticeSpansTests:
    @pytest.mark.parametrize("size", [1, 2, 4])
    def test_each_is_the_share_of_all_paths_that_hold_it(self, size: int) -> None:
        emissions = np.random.default_rng(size).normal(size=(size, TAGS))
        weights = transitions()
        shares: dict[tuple[str, int, int], float] = {}
        total = 0.0
        for path in product(range(TAGS), repeat=size):
            log = weights.first[path[0]] + weights.last[path[-1]] + sum(emissions[range(size), path])
            log += sum(weights.between[one, other] for one, other in pairwise(path))
            total += np.exp(log)
            for span in spans_of(path):
                shares[span] = shares.get(span, 0.0) + np.exp(log)

        found = lattice_spans(emissions, weights, NAMES)

        expected = {span: share / total for span, share in shares.items() if share / total > 0.003}
        assert found == pytest.approx(expected, abs=1e-9)


class PathSpansTests:
    def test_span_goes_on_as_likely_as_its_next_token(self) -> None:
        marginals = np.array([[0.1, 0.9, 0.0, 0.0, 0.0], [0.2, 0.0, 0.6, 0.2, 0.0]])

        found = path_spans(marginals, NAMES)

        assert found == pytest.approx({("brand", 0, 1): 0.9 * 0.4, ("brand", 0, 2): 0.6, ("size", 1, 2): 0.2})
