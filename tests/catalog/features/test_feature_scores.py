"""Scores of extracted values against the truth."""

from catalog.features.evaluation import attribute_scores, category_accuracy


class AttributeScoresTests:
    def test_exact_shares_when_some_are_right(self) -> None:
        predicted = [[("colour", "red"), ("weight", "0.31 kg")], [("colour", "blue"), ("power", "5 W")]]
        truth = [[("colour", "red"), ("weight", "310 g")], [("colour", "navy"), ("function", "non-slip")]]

        scores = attribute_scores(predicted, truth)

        assert (scores.precision, scores.recall) == (2 / 3, 0.5)
        assert round(scores.f1, 6) == round(4 / 7, 6)

    def test_other_values_not_judged_when_truth_could_not_say_them(self) -> None:
        predicted = [[("function", "non slip"), ("function", "quiet")]]
        truth = [[("function", "non-slip")]]

        assert attribute_scores(predicted, truth).precision == 0.5
        assert attribute_scores(predicted, truth, values={"function": {"non-slip"}}).precision == 1.0

    def test_zero_when_there_is_nothing(self) -> None:
        assert attribute_scores([], []).f1 == 0.0


class CategoryAccuracyTests:
    def test_share_when_one_is_missing(self) -> None:
        assert category_accuracy(["mugs", None], ["mugs", "pans"]) == 0.5
        assert category_accuracy([], []) == 0.0
