"""Functions and audiences: each stands on a span, and the model's yes or no weighs in its confidence."""

from collections import defaultdict
from collections.abc import Sequence

from catalog.features.asking import Chooser, Question, one_line
from catalog.features.config import ExtractionConfig
from catalog.features.resolve import Ranked, rank_values
from catalog.features.types import Candidate, ProductTexts
from catalog.features.vocabulary import load_data
from recdash.llm.prompts import load_prompt

YES_NO = ("yes", "no")
Claim = tuple[int, Ranked]


def choose_claims(
    products: Sequence[ProductTexts],
    candidates: Sequence[Sequence[Candidate]],
    chooser: Chooser,
    config: ExtractionConfig,
) -> list[list[tuple[Ranked, float]]]:
    """Return, per product, the functions and audiences its texts claim, with their confidence."""
    claims = [(index, one) for index, some in enumerate(candidates) for one in _ranked(some, config)]
    asked = [claim for claim, (_, one) in enumerate(claims) if _is_doubtful(one, config)]
    questions = [_question(products[claims[claim][0]], claims[claim][1].best, config) for claim in asked]
    answers = dict(zip(asked, chooser.ask(load_prompt("extract_function"), questions), strict=True))
    chosen: list[list[tuple[Ranked, float]]] = [[] for _ in products]
    for claim, (index, one) in enumerate(claims):
        yes = answers[claim][0] if claim in answers else 1.0
        chosen[index].append((one, _confidence(one, yes, config)))
    return chosen


def _is_doubtful(one: Ranked, config: ExtractionConfig) -> bool:
    """Return whether the model must be asked: a word of many meanings ("warm", "gift") that stands in one place only.

    "Waterproof" says what it says; asking a small model would cost time and teach nothing.
    """
    doubtful = load_data("doubtful").get(one.best.kind, ())
    return one.best.normalised in doubtful and one.strength < config.sure_claim


def _confidence(one: Ranked, yes: float, config: ExtractionConfig) -> float:
    weight = config.model_weight
    return round(min(0.99, (1 - weight) * min(1.0, one.strength) + weight * yes), 4)


def _ranked(candidates: Sequence[Candidate], config: ExtractionConfig) -> list[Ranked]:
    groups: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        if candidate.kind in ("function", "audience"):
            groups[candidate.kind].append(candidate)
    ranked = [one for group in groups.values() for one in rank_values(group)]
    return [one for one in ranked if one.strength >= config.least_strength]


def _question(product: ProductTexts, candidate: Candidate, config: ExtractionConfig) -> Question:
    """Ask about the sentence the claim stands in, not the whole text: shorter, and the same for the same wording."""
    text = product.fields[candidate.source].text
    start, end = (
        max(0, candidate.span.start - config.claim_characters),
        candidate.span.end + config.claim_characters // 2,
    )
    return Question(one_line(text[start:end], config.prompt_characters), YES_NO, candidate.normalised)
