"""Copy must be in the language of its locale."""

import re

from recommendations.copywriting.guardrails.evidence import Evidence
from recommendations.copywriting.locales import language_of
from recommendations.copywriting.types import Finding

_KANA = re.compile(r"[\u3040-\u30ff]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_WORD = re.compile(r"[^\W\d_]+")
# Short words that are frequent in one of these languages and not in the others.
_MARKERS = {
    "en": "the and with your you for this that is it of to from are our",
    "de": "der die das und mit für ihr ihre sie ist ein eine einen auf von zu aus dem den nicht auch",
    "es": "el los las y con para su tu una por del que es más al nuestro esta",
    "fr": "le les et avec pour votre vous une des du est dans sur au aux cette qui ce",
}
_LATIN = {language: frozenset(words.split()) for language, words in _MARKERS.items()}


def check(text: str, evidence: Evidence) -> list[Finding]:
    """Block a text in another script, or with more small words of another language than of its own."""
    language = language_of(evidence.locale)
    wrong = _wrong_script(text, language) or _other_language(text, language)
    if not wrong:
        return []
    return [Finding("block", "language", 0, len(text), wrong, f"Write it in the language of {evidence.locale}.")]


def _wrong_script(text: str, language: str) -> str:
    kana, han = bool(_KANA.search(text)), bool(_HAN.search(text))
    if language == "ja":
        return "" if kana else "The text has no Japanese letters."
    if language == "zh":
        return "The text is not Chinese." if kana or not han else ""
    return "The text holds Chinese or Japanese letters." if language in _LATIN and (kana or han) else ""


def _other_language(text: str, language: str) -> str:
    if language not in _LATIN:
        return ""
    words = [word.lower() for word in _WORD.findall(text)]
    counts = {name: sum(word in markers for word in words) for name, markers in _LATIN.items()}
    other = max(counts, key=lambda name: (counts[name], name == language))
    if other != language and counts[other] >= 2 and counts[other] > counts[language]:
        return f"The text reads like {other}, not {language}."
    return ""
