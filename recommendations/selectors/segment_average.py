"""What shoppers who have something in common are recommended on average."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models.functions import MD5

from recommendations.engine.errors import RequestError
from recommendations.engine.segment_average import Average, averaged
from recommendations.engine.types import Answer, Request
from recommendations.selectors.preview import product_titles, shoppers_matching
from recommendations.selectors.recommend import recommend
from users.events.records import EventRecord

SAMPLED = 8  # lists that a preview has the time to make


@dataclass(frozen=True, slots=True)
class Segment:
    """Shoppers whom a search finds, and those of them whose lists stand for all."""

    words: str
    shoppers: int
    sample: list[str]  # ids


def segment_of(words: str) -> Segment:
    """Return who fits; the sample is chosen by a hash of the ids, so that it is fair and the same every time.

    Raises RequestError where nobody fits.
    """
    found = shoppers_matching(words).filter(opted_out=False)
    sample = list(found.order_by(MD5("external_id"), "pk").values_list("external_id", flat=True)[:SAMPLED])
    if not sample:
        raise RequestError("segment", f"{words!r} fits no shopper: write an interest, a locale or what they did")
    return Segment(words, found.count(), sample)


def segment_list(
    segment: Segment, request: Request, session: Sequence[EventRecord] = (), *, locale: str
) -> tuple[Answer, list[Average]]:
    """Return the average list as an answer, titled in this locale, and how it came about."""
    answers = [recommend(replace(request, shopper_id=shopper), session_events=session) for shopper in segment.sample]
    longest = max(len(answer.items) for answer in answers)
    means = averaged([answer.items for answer in answers], longest)
    titles = product_titles([mean.item.pk for mean in means], locale=request.locale or locale)
    items = [replace(mean.item, title=titles.get(mean.item.pk, mean.item.title)) for mean in means]
    applied = dict.fromkeys(key for answer in answers for key in answer.applied_rules)
    answer = replace(
        answers[0],
        shopper_id=None,
        locale=request.locale or locale,
        fallback="",
        items=items,
        applied_rules=tuple(applied),
    )
    return answer, means
