"""Values chosen among options, with confidence and with the options' own popularity taken out."""

import math

import pytest

from recdash.llm.fake import FakeLanguageModel
from recdash.llm.structured import Answer, Question, choose_values, lift_scores


class ScriptedModel(FakeLanguageModel):
    """Scores by a table of (prompt, option)."""

    def __init__(self, table: dict[tuple[str, str], float]) -> None:
        self.table = table
        self.asked: list[str] = []

    def choose(self, prompts, options, *, purpose, prefix=""):
        self.asked += prompts
        return [[self.table[prompt, option] for option in row] for prompt, row in zip(prompts, options, strict=True)]


class ChooseValuesTests:
    def test_confidence_is_the_share_among_the_options(self, purpose):
        model = ScriptedModel({("p", "red"): -1.0, ("p", "blue"): -1.0 - math.log(3)})

        answers = choose_values(model, [Question("colour", "p", ("red", "blue"))], purpose=purpose)

        assert (answers[0].name, answers[0].value) == ("colour", "red")
        assert answers[0].confidences == pytest.approx((0.75, 0.25))
        assert answers[0].confidence == pytest.approx(0.75)

    def test_common_word_does_not_win_when_neutral_prompt_takes_its_prior_out(self, purpose):
        table = {("p", "red"): -1.0, ("p", "teal"): -2.0, ("none", "red"): -0.5, ("none", "teal"): -4.0}
        model = ScriptedModel(table)
        questions = [Question("colour", "p", ("red", "teal"))] * 3

        plain = choose_values(model, questions, purpose=purpose)
        corrected = choose_values(model, questions, purpose=purpose, neutral_prompts=["none"])

        assert [answer.value for answer in plain] == ["red"] * 3
        assert [answer.value for answer in corrected] == ["teal"] * 3
        assert model.asked.count("none") == 1

    def test_no_value_is_given_when_there_are_no_options(self, purpose):
        answers = choose_values(FakeLanguageModel(), [Question("colour", "p", ())], purpose=purpose)

        assert answers == [Answer("colour", "", 0.0, ())]

    def test_nothing_is_returned_when_nothing_is_asked(self, purpose):
        assert choose_values(FakeLanguageModel(), [], purpose=purpose, neutral_prompts=["none"]) == []


class LiftScoresTests:
    def test_mean_of_the_neutral_prompts_is_taken_out_of_each_option(self, purpose):
        table = {("p", "a"): -1.0, ("p", "b"): -2.0, ("q", "b"): -3.0}
        table |= {("n", "a"): -4.0, ("n", "b"): -5.0, ("m", "a"): -6.0, ("m", "b"): -6.0}

        lifts = lift_scores(
            ScriptedModel(table), ["p", "q"], [["a", "b"], ["b"]], purpose=purpose, neutral_prompts=["n", "m"]
        )

        assert lifts == [[4.0, 3.5], [2.5]]

    def test_many_options_keep_their_order(self, purpose):
        options = [f"option {number}" for number in range(70)]
        table = {("p", option): -float(number) for number, option in enumerate(options)}
        table |= {("n", option): -2.0 * number for number, option in enumerate(options)}

        lifts = lift_scores(ScriptedModel(table), ["p"], [options], purpose=purpose, neutral_prompts=["n"])

        assert lifts == [[float(number) for number in range(70)]]

    def test_nothing_is_returned_when_there_are_no_options(self, purpose):
        assert lift_scores(FakeLanguageModel(), ["p"], [[]], purpose=purpose, neutral_prompts=["n"]) == [[]]
