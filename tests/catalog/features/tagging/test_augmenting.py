"""Exchanged values."""

import random

from catalog.features.tagging.augmenting import ValueSwapper
from tests.catalog.features.tagging.tagging_cases import example, mugs


class ValueSwapperTests:
    def test_spans_stay_on_known_values_of_the_category(self) -> None:
        examples = [*mugs(8), example("Lumo lamp, brass", "Lamps", brand="Lumo", colour="brass")]
        swapper, chance = ValueSwapper(examples), random.Random(1)

        swapped = [swapper.swap(examples[0], chance) for _ in range(30)]

        values = {
            name: {one.passage.text[slice(*one.spans[name])] for one in swapped} for name in ("brand", "colour", "size")
        }
        assert values["brand"] == {"Norda", "Fell", "Kato", "Tamm"}
        assert values["colour"] == {"red", "navy blue"}
        assert all(one.passage.text.split(" mug, ")[1].count(", ") == 1 for one in swapped)

    def test_unchanged_when_values_overlap(self) -> None:
        overlapping = example("Norda mug", brand="Norda", model="Norda mug")

        assert ValueSwapper([overlapping]).swap(overlapping, random.Random(0)) is overlapping
