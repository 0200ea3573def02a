"""The fakes for tests: the same answer always, and the contract of the real ones."""

import numpy as np

from recdash.lib.text import split_words
from recdash.llm.allowed_words import allowed_word_set
from recdash.llm.fake import FakeImageEncoder, FakeLanguageModel, FakeTextEncoder
from recdash.llm.types import Grounding

GROUNDING = Grounding(("A blue mug that holds 350 ml",), ("lovely",))


class FakeLanguageModelTests:
    def test_texts_are_the_same_when_asked_again(self, purpose):
        first = FakeLanguageModel().generate(["a", "b"], purpose=purpose, samples=2, seed=1)
        second = FakeLanguageModel().generate(["a", "b"], purpose=purpose, samples=2, seed=1)

        assert first == second
        assert first[0] != first[1]

    def test_texts_differ_when_the_seed_differs(self, purpose):
        model = FakeLanguageModel()

        assert model.generate(["a"], purpose=purpose, seed=1) != model.generate(["a"], purpose=purpose, seed=2)

    def test_samples_are_ordered_by_mean_log_probability(self, purpose):
        means = [
            text.mean_log_probability for text in FakeLanguageModel().generate(["a"], purpose=purpose, samples=5)[0]
        ]

        assert means == sorted(means, reverse=True)

    def test_only_allowed_words_are_written_when_grounded(self, purpose):
        texts = FakeLanguageModel().generate(["a"], purpose=purpose, samples=20, groundings=[GROUNDING])[0]

        words = {word.lower() for text in texts for word in split_words(text.text)}
        assert words <= allowed_word_set(GROUNDING)

    def test_text_has_no_more_words_than_tokens_are_allowed(self, purpose):
        text = FakeLanguageModel().generate(["a"], purpose=purpose, max_new_tokens=3)[0][0]

        assert text.tokens == len(split_words(text.text)) == 3

    def test_option_with_most_common_words_scores_highest(self, purpose):
        options = ["Electronics", "Blue mugs", "Blue mug"]

        scores = FakeLanguageModel().choose(["A blue mug for tea"], [options], purpose=purpose)[0]

        assert scores.index(max(scores)) == 2
        assert max(scores) < 0

    def test_ties_are_broken_the_same_way_each_time(self, purpose):
        options = ["red", "green", "white"]

        first = FakeLanguageModel().choose(["mug"], [options], purpose=purpose)
        second = FakeLanguageModel().choose(["mug"], [options], purpose=purpose)

        assert first == second
        assert len(set(first[0])) == 3

    def test_calls_are_recorded(self, purpose, records):
        model = FakeLanguageModel()

        model.choose(["blue mug", "red bag"], [["a b"], ["c"]], purpose=purpose, prefix="Say")
        model.generate(["blue mug"], purpose=purpose, max_new_tokens=4)

        assert [(call.inputs, call.tokens_in, call.tokens_out) for call in records] == [(2, 5, 3), (1, 2, 4)]


class FakeEncoderTests:
    def test_texts_with_common_words_are_nearer(self):
        mug, cup, shoe = FakeTextEncoder().encode(["blue mug", "blue cup", "running shoe"])

        assert mug @ cup > mug @ shoe

    def test_row_is_zero_when_text_is_empty(self):
        assert np.linalg.norm(FakeTextEncoder(8).encode(["a", ""]), axis=1).round(5).tolist() == [1.0, 0.0]

    def test_pictures_have_one_vector_each(self):
        rows = FakeImageEncoder(8).encode([b"one", b"two", b"one"])

        assert np.array_equal(rows[0], rows[2])
        assert not np.array_equal(rows[0], rows[1])
        assert FakeImageEncoder(8).encode([]).shape == (0, 8)
