"""The lists that a preview shows: of a shopper, a session or a segment, and beside a draft what is live."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from recommendations.dashboard.formats import number
from recommendations.dashboard.preview_settings import PreviewSettings
from recommendations.engine.segment_average import Average
from recommendations.engine.types import Answer, Request
from recommendations.selectors.recommend import recommend
from recommendations.selectors.segment_average import Segment, segment_list, segment_of
from users.events.records import EventRecord


@dataclass(frozen=True, slots=True)
class Lists:
    """What is previewed; what is live, where that is something else; and whose average it is, if it is one."""

    answer: Answer
    live: Answer | None = None
    segment: Segment | None = None


def lists_of(settings: PreviewSettings, *, locale: str) -> Lists:
    """Make the lists; `locale` is that of titles of a segment. Raises RequestError."""
    session, segment = settings.session, segment_of(settings.segment) if settings.segment else None
    requests = [settings.request()]
    if settings.release_number is not None:
        requests.append(replace(requests[0], release=None))
    answers = [_answer(request, session, segment, locale) for request in requests]
    return Lists(answers[0], answers[1] if len(answers) > 1 else None, segment)


def _answer(request: Request, session: Sequence[EventRecord], segment: Segment | None, locale: str) -> Answer:
    if segment is None:
        return recommend(request, session_events=session)
    answer, means = segment_list(segment, request, session, locale=locale)
    return replace(answer, items=[replace(mean.item, reason=_words(mean, len(segment.sample))) for mean in means])


def _words(mean: Average, of: int) -> str:
    """Say how an item came to its place among the averages."""
    values = {"n": mean.lists, "of": of, "place": number(mean.place, 1)}
    return _("In %(n)s of %(of)s lists; place %(place)s on average.") % values
