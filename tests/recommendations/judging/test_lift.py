"""How much likelier a product is for these likes, with a model whose probabilities are laid out."""

from recommendations.judging.lift import anybody, personal_lifts
from recommendations.judging.want import want_scores


class LaidOutModel:
    """Knows that hikers want boots, and finds mugs likely whoever asks."""

    name = "laid-out"

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, tuple[str, ...]]] = []

    def choose(self, prompts, options, *, purpose, prefix=""):
        self.asked += [(prefix, prompt, tuple(row)) for prompt, row in zip(prompts, options, strict=True)]
        return [
            [self._score(prefix + prompt, option) for option in row]
            for prompt, row in zip(prompts, options, strict=True)
        ]

    def _score(self, prompt: str, option: str) -> float:
        if option in ("Yes", "No"):
            yes = 0.5 + ("Mug" in prompt) + 2.0 * ("hiking" in prompt and "Boots" in prompt)
            return yes if option == "Yes" else 0.0
        return -3.0 + ("Mug" in option) + 0.5 * ("hiking" in prompt and "Boots" in option)


class PersonalLiftsTests:
    def test_what_is_likely_anyhow_wins_nothing(self):
        lifts = personal_lifts(LaidOutModel(), [["hiking", "maps"], ["tea"]], [["Mug", "Boots"], ["Boots"]])

        assert lifts == [[0.0, 0.5], [0.0]]

    def test_priors_are_asked_for_once_in_the_life_of_a_model(self):
        model = LaidOutModel()

        personal_lifts(model, [["hiking"]], [["Mug", "Boots"]])
        personal_lifts(model, [["tea"]], [["Boots", "Lamp"]])

        assert [row for _, prompt, row in model.asked if prompt == anybody()] == [("Mug", "Boots"), ("Lamp",)]

    def test_long_texts_are_cut_and_blank_ones_are_asked_about(self):
        model = LaidOutModel()

        lifts = personal_lifts(model, [["hiking"]], [["word " * 100, " "]])

        assert lifts == [[0.0, 0.0]]
        assert [len(option.split()) for option in model.asked[0][2]] == [24, 1]

    def test_nothing_is_asked_when_nobody_waits(self):
        assert personal_lifts(LaidOutModel(), [], []) == []
        assert personal_lifts(LaidOutModel(), [["hiking"]], [[]]) == [[]]


class WantScoresTests:
    def test_odds_of_anybody_are_taken_out_and_likes_are_the_shared_prefix(self):
        model = LaidOutModel()

        scores = want_scores(model, [["hiking"], ["tea"]], [["Mug", "Boots"], ["Mug"]])

        assert scores == [[0.0, 2.0], [0.0]]
        assert {prefix for prefix, _, _ in model.asked} == {
            "A shopper likes many things.\n",
            "A shopper likes hiking.\n",
            "A shopper likes tea.\n",
        }
