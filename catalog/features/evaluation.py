"""How well extracted values meet planted or annotated ones."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from catalog.features.measures import parse_measure
from catalog.features.resolve import same_amounts

Pairs = Sequence[tuple[str, str]]  # (attribute, value) of one product


@dataclass(frozen=True, slots=True)
class Scores:
    """Micro-averaged precision, recall and their harmonic mean, each 0–1."""

    precision: float
    recall: float
    f1: float


def attribute_scores(
    predicted: Sequence[Pairs], truth: Sequence[Pairs], *, values: Mapping[str, Collection[str]] | None = None
) -> Scores:
    """Return tp/(tp+fp), tp/(tp+fn) and their harmonic mean over all products together.

    A value is right when it equals a true one of the same attribute, by case, hyphens and unit ("0.31 kg" is "310 g").
    Attributes that the truth never speaks of are not judged; nor, where `values` lists what the truth could say of an
    attribute, other values of it. Without a prediction precision is 0, without truth recall is 0.
    """
    judged = {name for pairs in truth for name, _ in pairs}
    right = wrong = missed = 0
    for guesses, facts in zip(predicted, truth, strict=True):
        asked = [(name, value) for name, value in guesses if name in judged and _judgeable(name, value, values)]
        hits = sum(any(_same(guess, fact) for fact in facts) for guess in asked)
        right += hits
        wrong += len(asked) - hits
        missed += sum(not any(_same(guess, fact) for guess in asked) for fact in facts)
    return _scores(right, wrong, missed)


def exact_scores(
    predicted: Sequence[Collection[tuple[str, str]]], truth: Sequence[Collection[tuple[str, str]]]
) -> Scores:
    """Return precision, recall and F1 over all products together, where only the very value is right.

    A value of an attribute that the truth does not speak of is wrong. Without a prediction precision is 0, without
    truth recall is 0.
    """
    right = sum(len(set(guesses) & set(facts)) for guesses, facts in zip(predicted, truth, strict=True))
    wrong = sum(len(set(guesses)) for guesses in predicted) - right
    missed = sum(len(set(facts)) for facts in truth) - right
    return _scores(right, wrong, missed)


def category_accuracy(predicted: Sequence[str | None], truth: Sequence[str]) -> float:
    """Return the share of products in their true category; 0 without products. None is wrong."""
    if not truth:
        return 0.0
    return sum(guess == fact for guess, fact in zip(predicted, truth, strict=True)) / len(truth)


def _scores(right: int, wrong: int, missed: int) -> Scores:
    precision, recall = _share(right, wrong), _share(right, missed)
    return Scores(precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0)


def _judgeable(name: str, value: str, values: Mapping[str, Collection[str]] | None) -> bool:
    if values is None or name not in values:
        return True
    return any(_plain(value) == _plain(one) for one in values[name])


def _same(one: tuple[str, str], other: tuple[str, str]) -> bool:
    if one[0] != other[0]:
        return False
    amounts = parse_measure(one[1])
    if amounts is not None and same_amounts(amounts, parse_measure(other[1])):
        return True
    return _plain(one[1]) == _plain(other[1])


def _plain(value: str) -> str:
    return value.lower().replace("-", " ").strip()


def _share(right: int, other: int) -> float:
    return right / (right + other) if right + other else 0.0
