"""Recommend products out of plain descriptions: no database, no settings beyond the environment."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from recdash.llm.config import LanguageModelConfig, TextEncoderConfig
from recdash.llm.registry import load_language_model, load_text_encoder
from recdash.llm.types import LanguageModel, TextEncoder
from recommendations.copywriting.personal import PersonalBrief, PersonalText, says, write_personal_texts
from recommendations.judging.lift import personal_lifts
from recommendations.judging.mix import mix
from recommendations.judging.profile_words import Profile, likes_of

Row = NDArray[np.float32]
MODEL_SHARE = 0.2  # of the mix, the rest is the encoder's; set on validation, see docs/benchmarks.md
ANSWERING, LIKELY = 0.35, 0.2  # cosine from which a product answers an interest, and where the model agrees


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A product for this reader: where it stood in the input, how well it fits, and a text that says so."""

    position: int  # in product_descriptions
    description: str
    score: float  # 0–1, among these products; .5 is the middle of the list
    lift: float  # language model, nats a token: how much likelier for this reader than for anybody
    similarity: float  # encoder: cosine to the nearest interest
    interest: str  # the nearest interest; "" where the profile names none
    text: str = ""
    written_by: str = ""  # the model, or "template"


def recommend_product(
    user_profile: Profile,
    product_descriptions: Sequence[str],
    *,
    model: LanguageModel | None = None,
    encoder: TextEncoder | None = None,
    locale: str = "en",
    seed: int = 0,
) -> list[Recommendation]:
    """Return the products, best for this reader first, each with a personal text.

    `user_profile` is a text ("Likes hiking and green tea"), a list of likes, or a mapping of such. Without `model` and
    `encoder` those of RECDASH_LLM and RECDASH_TEXT_ENCODER are loaded. Ties keep the given order; a profile that names
    nothing leaves the given order. Raises LanguageModelError with a remedy where a model cannot be used.
    """
    return recommend_products(
        [user_profile], [product_descriptions], model=model, encoder=encoder, locale=locale, seed=seed
    )[0]


def recommend_products(
    user_profiles: Sequence[Profile],
    product_descriptions: Sequence[Sequence[str]],
    *,
    model: LanguageModel | None = None,
    encoder: TextEncoder | None = None,
    locale: str = "en",
    seed: int = 0,
) -> list[list[Recommendation]]:
    """Do the same for many readers, each with descriptions of their own: each model is called for all at once."""
    model = model or load_language_model(LanguageModelConfig.from_environment(os.environ))
    encoder = encoder or load_text_encoder(TextEncoderConfig.from_environment(os.environ))
    likes = [likes_of(profile) for profile in user_profiles]
    texts = [[text.strip() for text in own] for own in product_descriptions]
    judged = _judge(likes, texts, model, encoder)
    ranked = [sorted(own, key=lambda one: (-one.score, one.position)) for own in judged]
    flat = [one for own in ranked for one in own]
    briefs = [PersonalBrief(one.description, one.interest, _answers(one)) for one in flat]
    written = iter(write_personal_texts(briefs, model=model, locale=locale, seed=seed))
    return [[_with_text(one, next(written)) for one in own] for own in ranked]


def _judge(
    likes: Sequence[tuple[str, ...]], texts: Sequence[Sequence[str]], model: LanguageModel, encoder: TextEncoder
) -> list[list[Recommendation]]:
    """Return the products of each reader in the given order, judged but without texts."""
    asked = [reader for reader in range(len(likes)) if likes[reader]]
    lifts = [[0.0] * len(own) for own in texts]
    found = personal_lifts(model, [likes[reader] for reader in asked], [texts[reader] for reader in asked])
    for reader, row in zip(asked, found, strict=True):
        lifts[reader] = row
    vectors = _vectors(encoder, {text for own in (*likes, *texts) for text in own})
    return [_judge_list(*row, vectors) for row in zip(likes, texts, lifts, strict=True)]


def _judge_list(
    likes: Sequence[str], texts: Sequence[str], lifts: Sequence[float], vectors: dict[str, Row]
) -> list[Recommendation]:
    cosines = np.array([[float(vectors[text] @ vectors[like]) for like in likes] or [0.0] for text in texts])
    similarities = [float(row.max()) for row in cosines]
    nearest = [likes[int(row.argmax())] if likes else "" for row in cosines]
    scores = mix(lifts, similarities, model_share=MODEL_SHARE)
    return [
        Recommendation(position, text, float(scores[position]), lifts[position], similarities[position], interest)
        for position, (text, interest) in enumerate(zip(texts, nearest, strict=True))
    ]


def _vectors(encoder: TextEncoder, texts: set[str]) -> dict[str, Row]:
    ordered = sorted(texts)
    return dict(zip(ordered, encoder.encode(ordered), strict=True)) if ordered else {}


def _answers(one: Recommendation) -> bool:
    """Return whether a product answers the interest: it says so itself, or means much the same."""
    least = LIKELY if one.lift > 0 else ANSWERING
    return says(one.description, one.interest) or one.similarity >= least


def _with_text(one: Recommendation, written: PersonalText) -> Recommendation:
    return replace(one, text=written.text, written_by=written.model)
