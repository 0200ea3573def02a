"""Says why an item is recommended, from the factors of its score and from nothing else."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from json import loads

from recommendations.engine.rules.book import RULE_FACTOR
from recommendations.engine.types import Factor, Scored

# Factors whose sentence names what they rest on.
WITH_EVIDENCE = frozenset({"tags", "together", "interest", "visual"})
SAYS_NOTHING = frozenset({"llm"})  # a judgement that cannot be retraced is shown as a number, never as a reason
FALLBACK_LOCALE = "en"


def reason(scored: Scored, locale: str) -> str:
    """Return one sentence in this locale (English where it has none) about the largest factor that can be told."""
    told = [factor for factor in scored.factors if _can_be_told(factor)]
    largest = max(told, key=lambda factor: factor.contribution, default=Factor("other", 1.0, 1.0))
    return sentence(largest, locale)


def _can_be_told(factor: Factor) -> bool:
    if factor.name in SAYS_NOTHING or factor.name.startswith(RULE_FACTOR):
        return False
    return bool(factor.evidence) or factor.name not in WITH_EVIDENCE


def sentence(factor: Factor, locale: str) -> str:
    """Return the factor in words."""
    return phrases(locale)[factor.ground or factor.name].format(evidence=factor.evidence)


@cache
def phrases(locale: str) -> Mapping[str, str]:
    """Return factor name → sentence in this locale."""
    folder = files("recommendations.engine") / "phrases"
    for name in (locale, locale.partition("-")[0], FALLBACK_LOCALE):
        path = folder / f"{name}.json"
        if name and path.is_file():
            return dict(loads(path.read_text(encoding="utf-8")))
    raise FileNotFoundError(f"no phrases for {FALLBACK_LOCALE!r}")
