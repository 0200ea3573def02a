"""The language model's say: it weighs the proposed tags, by a little, and can add none."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.users.interests.interest_cases import BLUE, RED, TEA
from users.interests.judging import History, judge
from users.interests.types import Tag

WEIGHTS = st.lists(st.floats(0.08, 1), min_size=2, max_size=3)


class Scripted:
    """A language model whose answers are written down: label → score."""

    name = "scripted"

    def __init__(self, scores: dict[str, float]) -> None:
        self.scores = scores
        self.prompts: list[str] = []

    def choose(self, prompts, options, *, purpose, prefix=""):
        self.prompts += prompts
        return [[self.scores[option] for option in row] for row in options]


def tags(*weights: float) -> tuple[Tag, ...]:
    return tuple(Tag(key, key[2], weight, ("e1",)) for key, weight in zip((RED, BLUE, TEA), weights, strict=False))


class JudgedWeightsTests:
    def test_measured_strength_and_the_models_share_are_blended_when_both_speak(self):
        model = Scripted({"red": -2.0, "blue": -1.0})

        [judged] = judge(model, [History(("looked at a cup",), tags(1.0, 0.5))])

        red, blue = 1.0**0.85 * math.exp(-0.15), 0.5**0.85
        assert [(tag.key, tag.weight) for tag in judged] == [(RED, 1.0), (BLUE, pytest.approx(blue / red))]

    def test_model_alone_decides_when_it_is_trusted_wholly(self):
        model = Scripted({"red": -2.0, "blue": -1.0})

        [judged] = judge(model, [History((), tags(1.0, 0.1))], trust=1.0)

        assert [(tag.key, tag.weight) for tag in judged] == [(BLUE, 1.0), (RED, pytest.approx(math.exp(-1)))]

    def test_nothing_changes_when_the_model_is_not_trusted(self):
        [judged] = judge(Scripted({"red": -9.0, "blue": 0.0}), [History((), tags(1.0, 0.5))], trust=0.0)

        assert judged == list(tags(1.0, 0.5))

    def test_what_the_model_says_to_everybody_is_taken_out_when_nobody_is_judged_too(self):
        model = Scripted({"red": -9.0, "blue": -1.0})

        judged = judge(
            model,
            [History((action,), tags(1.0, 0.5)) for action in ("looked at a cup", "bought a pan")],
            nobody=[("looked at a lamp", "looked at a rug"), ("looked at a tent",)],
        )

        assert judged == [list(tags(1.0, 0.5**0.85))] * 2

    def test_model_is_asked_about_nobody_once_when_the_next_batch_has_the_same_tags(self):
        model = Scripted({"red": -9.0, "blue": -1.0})
        nobody = [("looked at a lamp",)]
        judge(model, [History(("looked at a cup",), tags(1.0, 0.5))], nobody=nobody)
        model.prompts.clear()

        judge(model, [History(("bought a pan",), tags(1.0, 0.5))], nobody=nobody)

        assert [prompt.strip() for prompt in model.prompts] == ["The shopper did this: bought a pan."]

    def test_six_actions_are_read_when_there_are_more(self):
        model = Scripted({"red": -1.0, "blue": -1.0})

        judge(model, [History(tuple(f"action {n}" for n in range(9)), tags(1.0, 0.5))])

        assert "action 0; action 1; action 2; action 3; action 4; action 5" in model.prompts[0]
        assert "action 6" not in model.prompts[0]

    def test_tags_stay_with_their_shopper_when_some_have_too_few_to_weigh(self):
        model = Scripted({"red": -1.0, "blue": -1.0})
        histories = [History((), ()), History((), tags(1.0, 0.5)), History((), tags(0.7))]

        assert judge(model, histories) == [[], list(tags(1.0, 0.5**0.85)), list(tags(0.7))]

    @given(weights=WEIGHTS, scores=st.tuples(*[st.floats(-50, 50)] * 3))
    def test_same_tags_come_with_one_as_the_heaviest_when_answers_are_wild(self, weights, scores):
        model = Scripted(dict(zip(("red", "blue", "tea"), scores, strict=True)))

        [judged] = judge(model, [History((), tags(*weights))])

        assert {tag.key for tag in judged} == {tag.key for tag in tags(*weights)}
        assert judged[0].weight == 1.0
        assert [tag.weight for tag in judged] == sorted((tag.weight for tag in judged), reverse=True)
        assert all(0 <= tag.weight <= 1 and tag.evidence == ("e1",) for tag in judged)


class GroundedTests:
    def test_candidate_is_not_offered_when_no_event_shows_it(self):
        model = Scripted({"red": -1.0, "blue": -1.0})
        made_up = Tag(TEA, "tea", 0.9, ())

        [judged] = judge(model, [History((), (*tags(1.0, 0.5), made_up))])

        assert judged == list(tags(1.0, 0.5**0.85))

    def test_nothing_is_asked_when_one_candidate_rests_on_events(self):
        model = Scripted({})

        assert judge(model, [History((), (*tags(1.0), Tag(TEA, "tea", 0.9, ())))]) == [list(tags(1.0))]
        assert model.prompts == []
