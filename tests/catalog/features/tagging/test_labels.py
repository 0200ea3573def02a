"""Tags of tokens."""

from catalog.features.tagging.labels import attribute_names, example_facts, tag_example, tag_names
from tests.catalog.features.tagging.tagging_cases import example


class TagExampleTests:
    def test_first_and_further_tokens_of_each_value(self) -> None:
        mug = example("Norda mug, navy blue", brand="Norda", colour="navy blue")

        assert tag_example(mug, ("brand", "colour")) == [1, 0, 0, 3, 4]
        assert tag_names(("brand", "colour")) == ["O", "B-brand", "I-brand", "B-colour", "I-colour"]

    def test_no_value_goes_on_without_beginning_when_two_overlap(self) -> None:
        mug = example("Norda mug", brand="Norda", model="Norda mug")

        assert tag_example(mug, attribute_names([mug])) == [1, 0]
        assert example_facts(mug) == {("brand", 0, 1), ("model", 0, 2)}

    def test_unknown_attributes_are_outside(self) -> None:
        assert tag_example(example("Norda mug", brand="Norda"), ("colour",)) == [0, 0]
