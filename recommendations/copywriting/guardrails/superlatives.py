"""Superlatives and promises that no product page can prove."""

import re

from recommendations.copywriting.guardrails.evidence import Evidence
from recommendations.copywriting.locales import language_of
from recommendations.copywriting.types import Finding

# Endings alone do not tell "softest" from "harvest", so the words are listed.
_STEMS = (
    "bigg|bold|bright|broad|cheap|clean|clear|cool|cosi|deep|eas|fast|fin|fresh|great|handi|hard|healthi|high|larg|light"
    "|long|low|nic|quick|quiet|rich|saf|sharp|simpl|sleek|slimm|small|smart|smooth|soft|strong|sweet|thick|thinn|tough"
    "|warm|wid|easi|loveli|prett|pretti|coz"
)
_PATTERNS = {
    "en": rf"best(?:-selling|seller)?|(?:{_STEMS})i?est|most|ultimate|unbeatable|unrivalled|unrivaled|unmatched"
    r"|no\.? ?1"
    r"|#1|number one|world['’]s|award-winning|guaranteed?|guarantees|risk-free|for free|free (?:shipping|gift|delivery)"
    r"|never fails?|always works|100 ?%|miracle|forever|lifetime|bargain|cheap|discount(?:ed)?|sale",
    "de": r"best(?:e|er|es|en|em)|bestseller|am \w+sten|günstigste\w*|größte\w*|schönste\w*|höchste\w*|beliebteste\w*"
    r"|weichste\w*|einzigartig\w*|unschlagbar\w*|garantiert\w*|garantie|nr\.? ?1|nummer eins|kostenlos\w*|gratis"
    r"|100 ?%",
    "es": r"(?:el|la|los|las|lo) (?:mejor|mejores|más \w+)|insuperables?|inmejorables?|únic[oa]s?|garantizad[oa]s?"
    r"|garantía|n[º°.]? ?1|número uno|gratis|100 ?%|del mundo",
    "fr": r"(?:le|la|les) (?:meilleure?s?|plus \w+)|meilleure?s?|imbattables?|uniques?|garantie?s?|n° ?1|numéro un"
    r"|gratuite?s?|100 ?%|du monde",
    "zh": r"最\w?|第一|顶级|唯一|绝对|独一无二|保证|免费|史上|全网|百分之百|100 ?%|国家级|世界级",
    "ja": r"最高\w?|最安|最強|最上級|一番|日本一|世界一|唯一|絶対|保証|無料|No\.? ?1|業界初|100 ?%",
}


def check(text: str, evidence: Evidence) -> list[Finding]:
    """Block superlatives and promises, unless the product's own text says the same."""
    pattern = _compiled(language_of(evidence.locale))
    return [
        Finding("block", "superlative", m.start(), m.end(), f"{m[0]!r} promises more than can be shown.", "Delete it.")
        for m in pattern.finditer(text)
        if m[0].casefold() not in evidence.joined
    ]


def _compiled(language: str) -> re.Pattern[str]:
    body = _PATTERNS.get(language, r"(?!)")
    bounded = body if language in ("zh", "ja") else rf"(?<![^\W_])(?:{body})(?![^\W_])"
    return re.compile(bounded, re.IGNORECASE)
