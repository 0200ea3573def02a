"""What the dictionary counts, and which words it marks."""

from catalog.features.tagging.dictionary import Dictionary
from tests.catalog.features.tagging.tagging_cases import example

EXAMPLES = [
    example("Norda mug, navy blue", brand="Norda", colour="navy blue"),
    example("Fell mug, navy", brand="Fell", colour="navy"),
    example("Norda lamp", "Lamps", brand="Norda"),
]


class DictionaryTests:
    def test_longest_known_value_of_the_category_is_marked(self) -> None:
        marks = Dictionary(EXAMPLES).marks("Mugs", ["navy", "blue", "norda", "navy"])

        assert marks == [[("colour", "B")], [("colour", "E")], [("brand", "S")], [("colour", "S")]]

    def test_other_categories_know_no_values_of_it(self) -> None:
        dictionary = Dictionary(EXAMPLES)

        assert dictionary.marks("Lamps", ["navy"]) == [[]]
        assert dictionary.marks("", ["navy"]) == [[("colour", "S")]]

    def test_words_count_by_what_they_state(self) -> None:
        dictionary = Dictionary(EXAMPLES)

        assert dictionary.words["Mugs", "mug"] == {"": 2}
        assert dictionary.words["", "norda"] == {"brand": 2}
        assert dictionary.edges["Mugs", "colour", "last", "blue"] == 1
        assert dictionary.uses["Mugs", "colour"] == 2
        assert dictionary.products == {"Mugs": 2, "Lamps": 1, "": 3}

    def test_same_dictionary_from_its_entries(self) -> None:
        dictionary = Dictionary(EXAMPLES)

        assert vars(Dictionary.of_entries(dictionary.entries())) == vars(dictionary)
