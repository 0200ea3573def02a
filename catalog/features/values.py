"""Attributes of a batch of products: clear values as they stand, competing ones by the model's choice."""

from collections import defaultdict
from collections.abc import Sequence

from catalog.features.asking import Chooser, Question, one_line
from catalog.features.config import ExtractionConfig
from catalog.features.resolve import Ranked, contenders, keep_listed, rank_values
from catalog.features.types import Candidate, ProductTexts
from recdash.llm.prompts import load_prompt

Chosen = list[tuple[Ranked, float]]  # a value with its confidence
Contest = tuple[int, str, list[Ranked], list[Ranked]]  # product, attribute, all values, those the model chooses between


def choose_attributes(
    products: Sequence[ProductTexts],
    candidates: Sequence[Sequence[Candidate]],
    chooser: Chooser,
    config: ExtractionConfig,
) -> list[Chosen]:
    """Return, per product, the value (or listed values) of each attribute that its texts state."""
    chosen: list[Chosen] = [[] for _ in products]
    contests: list[Contest] = []
    for index, some in enumerate(candidates):
        for name, group in _by_attribute(some).items():
            ranked = [one for one in rank_values(group) if one.strength >= config.least_strength]
            close = contenders(ranked, config.clear_margin)
            if len(close) > 1 and not _all_listed(close):
                contests.append((index, name, ranked, close))
            elif ranked:
                rivals = [one for one in ranked[1:] if one not in close]
                chosen[index] += [(one, _sure(one, rivals)) for one in keep_listed(ranked[0], ranked)]
    for (index, _, ranked, close), answer in zip(contests, _ask(contests, products, chooser, config), strict=True):
        weights = [one.strength**2 * share for one, share in zip(close, answer, strict=True)]
        best = max(range(len(close)), key=lambda position: weights[position])
        share = weights[best] / sum(weights)
        chosen[index] += [(one, round(share * min(1.0, one.strength), 4)) for one in keep_listed(close[best], ranked)]
    return chosen


def _ask(
    contests: Sequence[Contest], products: Sequence[ProductTexts], chooser: Chooser, config: ExtractionConfig
) -> list[list[float]]:
    """Put each contest to the model, those of one attribute together."""
    answers: dict[int, list[float]] = {}
    for name in dict.fromkeys(contest[1] for contest in contests):
        rows = [row for row, contest in enumerate(contests) if contest[1] == name]
        questions = [_question(contests[row], products, config) for row in rows]
        answers.update(zip(rows, chooser.ask(load_prompt("extract_value"), questions, attribute=name), strict=True))
    return [answers[row] for row in range(len(contests))]


def _question(contest: Contest, products: Sequence[ProductTexts], config: ExtractionConfig) -> Question:
    """Ask with the title and the sentences that the values stand in."""
    index, _, _, close = contest
    fields = products[index].fields
    texts = [fields[0].text] + [_around(fields[one.best.source].text, one.best) for one in close]
    text = one_line(" … ".join(dict.fromkeys(texts)), config.prompt_characters)
    return Question(text, tuple(one.best.normalised for one in close))


def _around(text: str, candidate: Candidate) -> str:
    return text[max(0, candidate.span.start - 50) : candidate.span.end + 30]


def _by_attribute(candidates: Sequence[Candidate]) -> dict[str, list[Candidate]]:
    groups: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        if candidate.kind == "attribute":
            groups[candidate.name].append(candidate)
    return groups


def _all_listed(close: Sequence[Ranked]) -> bool:
    return all(one.best.listed and one.best.source == close[0].best.source for one in close)


def _sure(one: Ranked, rivals: Sequence[Ranked]) -> float:
    """Return the confidence of a value that leads clearly: its strength, less a little for each weaker rival."""
    doubt = sum(0.08 for _ in rivals)
    return round(max(0.05, min(0.99, one.strength * 0.97 - doubt)), 4)
