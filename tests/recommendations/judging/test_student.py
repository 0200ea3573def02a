"""The student: a guess of the language model's judgement in numpy."""

import json

import numpy as np
import pytest

from recommendations.judging.student import Reader, Shown, Student, agreement, inputs, teach


def unit(rows: np.ndarray) -> np.ndarray:
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def pairs(count: int, seed: int = 0, dimension: int = 6):
    chance = np.random.default_rng(seed)
    for _ in range(count):
        reader = Reader(unit(chance.normal(size=(3, dimension))), np.array([1.0, 0.8, 0.6]))
        shown = Shown(unit(chance.normal(size=(12, dimension))), chance.random(12), chance.random(12))
        yield reader, shown


def lift_of(reader: Reader, shown: Shown) -> list[float]:
    """A judge that looks at the third number of the vectors and at the tags."""
    profile = reader.weights @ reader.vectors
    profile /= np.linalg.norm(profile)
    return list(4 * profile[2] * shown.vectors[:, 2] + 0.5 * shown.tag_overlap)


class TeachTests:
    def test_student_agrees_with_a_judge_it_can_imitate(self):
        taught = list(pairs(80))

        student = teach(taught, [lift_of(*pair) for pair in taught])

        unseen = list(pairs(30, seed=1))
        guesses = [student.judge(*pair) for pair in unseen]
        correlations = [np.corrcoef(guess, lift_of(*pair))[0, 1] for guess, pair in zip(guesses, unseen, strict=True)]
        assert np.mean(correlations) > 0.9

    def test_few_lists_are_refused(self):
        few = list(pairs(9))

        with pytest.raises(ValueError, match="cannot learn from 9 lists"):
            teach(few, [lift_of(*pair) for pair in few])


class StudentJudgeTests:
    @pytest.fixture(scope="class")
    def student(self):
        taught = list(pairs(40))
        return teach(taught, [lift_of(*pair) for pair in taught])

    def test_guess_is_standardised_in_the_list(self, student):
        guess = student.judge(*next(pairs(1, seed=5)))

        assert (guess.mean(), guess.std()) == (pytest.approx(0, abs=1e-9), pytest.approx(1))

    def test_nothing_is_guessed_when_the_shopper_saw_nothing(self, student):
        _, shown = next(pairs(1))

        guess = student.judge(Reader(np.zeros((0, 6), dtype=np.float32), np.zeros(0)), shown)

        assert guess.tolist() == [0.0] * 12

    def test_student_guesses_the_same_after_json(self, student):
        pair = next(pairs(1, seed=2))

        again = Student.from_dict(json.loads(json.dumps(student.as_dict())))

        assert again.judge(*pair) == pytest.approx(student.judge(*pair), abs=1e-3)

    def test_agreement_is_1_with_itself(self, student):
        pair = next(pairs(1, seed=2))

        assert agreement(student, [(inputs(*pair), student.judge(*pair))]) == pytest.approx(1)


class InputsTests:
    def test_columns_are_product_cosines_tags_and_price(self):
        reader = Reader(np.array([[1, 0], [0, 1]], dtype=np.float32), np.array([3.0, 4.0]))
        shown = Shown(np.array([[1, 0]], dtype=np.float32), np.array([0.25]), np.array([0.5]))

        rows = inputs(reader, shown)

        assert rows == pytest.approx(np.array([[0.6, 0.0, 0.6, 1.0, 0.25, 0.5]]))
