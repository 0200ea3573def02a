"""Grounded writing: nothing but allowed words, whatever the model would like to say."""

import pytest

from recdash.lib.text import is_number, split_words
from recdash.llm.allowed_words import allowed_word_set, keep_allowed_sentences
from recdash.llm.causal import CausalModel
from recdash.llm.config import LanguageModelConfig
from recdash.llm.function_words import FUNCTION_WORDS
from recdash.llm.grounded import WordGrammar
from recdash.llm.seq2seq import Seq2SeqModel
from recdash.llm.types import Grounding

EVIDENCE = (
    "Commuter Backpack: 22L, padded laptop sleeve, 2 side pockets, water-resistant nylon, 45.5 cm high, men's.",
    "iPhone holder – fits 6 inch phones",
)
GROUNDING = Grounding(EVIDENCE, ("lovely", "gift"))


@pytest.fixture(scope="module", params=["gpt2_folder", "llama_folder", "t5_folder"])
def model(request: pytest.FixtureRequest):
    folder = str(request.getfixturevalue(request.param))
    config = LanguageModelConfig(dtype="float32", threads=1)
    return Seq2SeqModel(folder, config) if request.param == "t5_folder" else CausalModel(folder, config)


def evidence_numbers() -> set[str]:
    return {word.lower() for text in EVIDENCE for word in split_words(text) if is_number(word)}


class GroundedGenerateTests:
    def test_every_word_is_allowed_when_a_random_model_writes(self, model, purpose):
        prompts = [f"A blue mug {number}" for number in range(12)]

        rows = model.generate(
            prompts, purpose=purpose, samples=3, max_new_tokens=60, temperature=2.0, groundings=[GROUNDING] * 12
        )

        texts = [text.text for row in rows for text in row]
        written = {word.lower() for text in texts for word in split_words(text)}
        assert len(written) > 20
        assert written <= allowed_word_set(GROUNDING)
        assert {word for word in written if is_number(word)} <= evidence_numbers()

    def test_each_prompt_keeps_to_its_own_words_when_groundings_differ(self, model, purpose):
        groundings = [Grounding(("orange shoes",)), Grounding(("350 ml mug",)), Grounding(())]

        rows = model.generate(
            ["A gift"] * 3, purpose=purpose, samples=4, max_new_tokens=40, temperature=2.0, groundings=groundings
        )

        for row, grounding in zip(rows, groundings, strict=True):
            words = {word.lower() for text in row for word in split_words(text.text)}
            assert words
            assert words <= allowed_word_set(grounding)

    def test_no_run_of_three_words_repeats(self, model, purpose):
        rows = model.generate(
            ["A mug"], purpose=purpose, samples=4, max_new_tokens=80, groundings=[Grounding(("mug",))], temperature=0.2
        )

        for text in rows[0]:
            words = [word.lower() for word in split_words(text.text)]
            runs = list(zip(words, words[1:], words[2:], strict=False))
            assert len(runs) == len(set(runs))

    def test_text_is_the_same_when_a_prompt_stands_alone_or_in_a_batch(self, model, purpose):
        groundings = [GROUNDING, Grounding(("350 ml mug",))]

        together = model.generate(["A", "A mug"], purpose=purpose, max_new_tokens=20, groundings=groundings)
        alone = model.generate(["A mug"], purpose=purpose, max_new_tokens=20, groundings=groundings[1:])

        assert together[1][0].text == alone[0][0].text
        assert alone[0][0].text


class TrapTokens:
    """Drive a constraint by always taking the wished-for text where it is allowed."""

    def __init__(self, tokenizer, grounding: Grounding) -> None:
        self.tokenizer = tokenizer
        self.grammar = WordGrammar(tokenizer)
        self.constraint = self.grammar.constraint(grounding)

    def refused_at(self, text: str) -> str | None:
        """Return the text written before the first refused token, or None where all is allowed."""
        written: list[int] = []
        for token in self.tokenizer(text, add_special_tokens=False)["input_ids"]:
            if token not in self.constraint.allowed(last=False):
                return self.tokenizer.decode(written)
            self.constraint.advance(token)
            written.append(token)
        return None


@pytest.fixture(scope="module")
def tokenizer(gpt2_folder):
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(gpt2_folder, local_files_only=True)


class WordConstraintTests:
    @pytest.mark.parametrize(
        "text",
        [
            "A commuter backpack with a padded laptop sleeve.",
            "Backpack, lovely and water-resistant. Gift for you!",
            "It has 2 side pockets and is 45.5 cm high.",
            "The men's iPhone holder.",
            "Is it resistant to water?",
        ],
    )
    def test_text_is_allowed_when_its_words_are_in_the_evidence(self, tokenizer, text):
        assert TrapTokens(tokenizer, GROUNDING).refused_at(text) is None

    @pytest.mark.parametrize(
        ("text", "before"),
        [
            ("A waterproof backpack.", "A water"),
            ("It has 22 pockets.", "It has 22"),
            ("It has 2 side pockets and 2 sleeves.", "It has 2 side pockets and 2 s"),
            ("It is 45 cm high.", "It is 45"),
            ("It is 5 cm high.", "It is "),
            ("A backpack for 2 laptop", "A backpack for 2 "),
            ("A backpacks", "A backpack"),
            ("backpack", ""),
            ("A backpack with.", "A backpack with"),
            ("A backpack for you,,", "A backpack for you,"),
            ("A backpack backpack", "A backpack back"),
            ("A iPhone", "A"),
            ("An backpack", "An"),
            ("A not", "A"),
        ],
    )
    def test_text_is_refused_where_it_leaves_the_evidence(self, tokenizer, text, before):
        refused = TrapTokens(tokenizer, GROUNDING).refused_at(text)

        assert refused is not None
        assert text.startswith(refused)
        assert len(refused) <= len(before)

    def test_only_a_sentence_end_is_allowed_as_the_last_token(self, tokenizer):
        trap = TrapTokens(tokenizer, GROUNDING)
        trap.refused_at("A commuter backpack")

        allowed = trap.constraint.allowed(last=True)

        assert sorted(tokenizer.convert_ids_to_tokens(allowed)) == ["!", ".", "?"]

    def test_unfinished_sentence_is_not_kept_when_one_is_finished(self, tokenizer):
        trap = TrapTokens(tokenizer, GROUNDING)
        whole = len(tokenizer("A backpack.")["input_ids"])

        trap.refused_at("A backpack. It has a pad")

        assert trap.constraint.kept == whole

    def test_unfinished_word_is_not_kept_when_no_sentence_is_finished(self, tokenizer):
        trap = TrapTokens(tokenizer, Grounding(("xylophone",)))

        trap.refused_at("The xylo")

        assert trap.constraint.kept == len(tokenizer("The")["input_ids"])


class AllowedWordSetTests:
    def test_words_are_those_of_evidence_lexicon_and_function_words(self):
        allowed = allowed_word_set(Grounding(("Wi-Fi Mug, 2 litres",), ("Nice",)))

        words = {part for word in FUNCTION_WORDS for part in split_words(word)}
        assert allowed == words | {"wi-fi", "wi", "fi", "mug", "2", "litres", "nice"}

    def test_no_number_is_allowed_when_only_the_lexicon_has_it(self):
        assert "100" not in allowed_word_set(Grounding((), ("100",)))

    def test_sentences_with_other_words_are_dropped(self):
        allowed = allowed_word_set(Grounding(("blue mug",)))

        assert keep_allowed_sentences("A blue mug. It is waterproof! The mug is for you.", allowed) == (
            "A blue mug. The mug is for you."
        )
