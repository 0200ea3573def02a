"""The rules at work in a preview, each with its switch."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from recommendations.dashboard.preview_settings import PreviewSettings
from recommendations.dashboard.rule_words import names_for, rule_sentence
from recommendations.models import Rule

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Toggle:
    """A rule as a sentence, whether the preview applies it, and the address's query with that turned."""

    rule: Rule
    sentence: str
    on: bool
    query: str


def toggles_of(rules: Sequence[Rule], settings: PreviewSettings) -> list[Toggle]:
    """Return a switch for each of the first rules, in their order."""
    shown = rules[:MOST_SHOWN]
    names = names_for(shown, locale=get_language() or "en")
    return [
        Toggle(rule, rule_sentence(rule, names), rule.key not in settings.rules_off, settings.toggled(rule.key or 0))
        for rule in shown
    ]
