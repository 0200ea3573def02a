"""Codes of the engine in words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from recommendations.engine.types import AnswerItem
from recommendations.selectors.judge import StoredJudge


def fallback_words(fallback: str) -> str:
    """Say why a list is not personal; nothing where it is."""
    words = {
        "unknown_shopper": _("cold start: nothing is known of this shopper"),
        "no_history": _("cold start: no events yet"),
        "opted_out": _("not personal: the shopper opted out"),
        "not_personalised": _("not personal: switched off here"),
    }
    return words.get(fallback, fallback)


def language_model_words(judge: StoredJudge | None, items: Iterable[AnswerItem], *, events: int) -> str:
    """Say why the language model has no part in a personal list; nothing where it has one.

    `events` is the length of the shopper's history, by which the routers of the judge decide.
    """
    if any(factor.name == "llm" for item in items for factor in item.factors):
        return ""
    if judge is None:
        return _("The language model has no say yet: once a day a worker learns what its judgement is worth here.")
    if judge.model_router.weights(events).off and judge.student_router.weights(events).off:
        return ngettext(
            "The language model has no say here: for shoppers with %(n)s event its judgement has not proved to help.",
            "The language model has no say here: for shoppers with %(n)s events its judgement has not proved to help.",
            events,
        ) % {"n": events}
    return _("The language model has not judged these products for this shopper yet; a worker does so in its turn.")
