"""The language model's judgement of shoppers' top candidates, computed by a worker and stored."""

from collections.abc import Mapping, Sequence

import numpy as np
from django.db import transaction

from catalog.services.engines import language_model
from catalog.services.jobs import ChunkResult
from recdash.llm.types import LanguageModel
from recommendations.engine.types import AnswerItem, Request
from recommendations.judging.lift import lift_prompt, personal_lifts
from recommendations.models import PersonalScore
from recommendations.selectors.recommend import recommend
from users.models import InterestTag, Shopper

CANDIDATES = 20  # scored a shopper, as many as the router is learned on
MOST_LIKES = 6


def personal_scores_refresh(ids: Sequence[int]) -> ChunkResult:
    """Score the top candidates of these shoppers; idempotent."""
    model = language_model()
    shoppers = {shopper: _likes(shopper) for shopper in Shopper.objects.filter(pk__in=ids).order_by("pk")}
    liking = {shopper: likes for shopper, likes in shoppers.items() if likes}
    items = {shopper: _candidates(shopper) for shopper in liking}
    titles = [[item.title for item in items[shopper]] for shopper in liking]
    for shopper, scores in zip(liking, judge(model, list(liking.values()), titles), strict=True):
        _store(shopper, dict(zip([item.pk for item in items[shopper]], scores, strict=True)), model.name)
    return ChunkResult(done=len(ids))


def judge(model: LanguageModel, likes: Sequence[Sequence[str]], titles: Sequence[Sequence[str]]) -> list[list[float]]:
    """Return, per shopper and product, 0–1: how much likelier its title is for this shopper than for anybody.

    A logistic of the lift, so .5 says that the likes change nothing. Asking a small model "yes or no" (`judging.want`)
    tells less and costs several times as much; which words it expects for somebody tells much.
    """
    return [[float(1.0 / (1.0 + np.exp(-lift))) for lift in mine] for mine in personal_lifts(model, likes, titles)]


def _likes(shopper: Shopper) -> list[str]:
    tags = InterestTag.objects.filter(shopper=shopper).exclude(status=InterestTag.Status.HIDDEN)
    return list(tags.order_by("-weight", "label").values_list("label", flat=True)[:MOST_LIKES])


def _candidates(shopper: Shopper) -> Sequence[AnswerItem]:
    request = Request(
        shopper_id=shopper.external_id, k=CANDIDATES, locale="en", use_language_model=False, use_rules=False
    )
    return recommend(request).items


def _store(shopper: Shopper, scores: Mapping[int, float], model_name: str) -> None:
    with transaction.atomic():
        PersonalScore.objects.filter(shopper=shopper).delete()
        PersonalScore.objects.bulk_create(
            PersonalScore(
                shopper=shopper, product_id=pk, score=score, model=model_name, prompt_version=lift_prompt().version
            )
            for pk, score in scores.items()
        )
