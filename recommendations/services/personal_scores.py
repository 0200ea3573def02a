"""The language model's judgement of a shopper's top candidates, computed by a worker and stored."""

from collections.abc import Sequence

import numpy as np
from django.db import transaction

from catalog.services.engines import language_model
from catalog.services.jobs import ChunkResult
from recdash.llm.prompts import load_prompt
from recdash.llm.types import LanguageModel, Purpose
from recommendations.engine.types import Answer, Request
from recommendations.models import PersonalScore
from recommendations.selectors.recommend import recommend
from users.models import InterestTag, Shopper

PROMPT = "personal_score"
CANDIDATES = 20  # scored a shopper
MOST_LIKES = 6
ANSWERS = ("yes", "no")


def personal_scores_refresh(ids: Sequence[int]) -> ChunkResult:
    """Score the top candidates of these shoppers; idempotent."""
    model = language_model()
    for shopper in Shopper.objects.filter(pk__in=ids).order_by("pk"):
        _refresh(shopper, model)
    return ChunkResult(done=len(ids))


def _refresh(shopper: Shopper, model: LanguageModel) -> None:
    likes = list(
        InterestTag.objects.filter(shopper=shopper)
        .exclude(status=InterestTag.Status.HIDDEN)
        .order_by("-weight")
        .values_list("label", flat=True)[:MOST_LIKES]
    )
    if not likes:
        return
    answer = recommend(
        Request(shopper_id=shopper.external_id, k=CANDIDATES, locale="en", use_language_model=False, use_rules=False)
    )
    scores = judge(model, likes, [_words(item.title, item.brand) for item in answer.items])
    _store(shopper, answer, scores, model.name)


def judge(model: LanguageModel, likes: Sequence[str], products: Sequence[str]) -> list[float]:
    """Return, per product, the probability of "yes" against "no" (0–1) to whether such a shopper would want it.

    The profile is the prefix that all prompts share, so it is computed once a shopper.
    """
    prompt = load_prompt(PROMPT)
    purpose = Purpose("personal_score", prompt.id, prompt.version)
    bodies = [prompt.body.format(product=product) for product in products]
    prefix = prompt.prefix.format(likes=", ".join(likes))
    logs = np.array(model.choose(bodies, [ANSWERS] * len(bodies), purpose=purpose, prefix=prefix)).reshape(-1, 2)
    return [float(1.0 / (1.0 + np.exp(no - yes))) for yes, no in logs]


def _words(title: str, brand: str) -> str:
    return f"{title} ({brand})" if brand else title


def _store(shopper: Shopper, answer: Answer, scores: Sequence[float], model_name: str) -> None:
    version = load_prompt(PROMPT).version
    with transaction.atomic():
        PersonalScore.objects.filter(shopper=shopper).delete()
        PersonalScore.objects.bulk_create(
            PersonalScore(shopper=shopper, product_id=item.pk, score=score, model=model_name, prompt_version=version)
            for item, score in zip(answer.items, scores, strict=True)
        )
