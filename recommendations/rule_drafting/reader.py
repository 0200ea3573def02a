"""Puts together what the parts of a sentence say."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from recommendations.engine.rules.audience import NEW, RETURNING, Audience
from recommendations.engine.rules.conditions import EVERYTHING, All, Condition
from recommendations.engine.rules.schedule import Schedule
from recommendations.rule_drafting.amounts import read_amounts
from recommendations.rule_drafting.dates import read_schedule
from recommendations.rule_drafting.lexicon import GAP, language_of, load_lexicon
from recommendations.rule_drafting.products import read_products
from recommendations.rule_drafting.sentence import Sentence
from recommendations.rule_drafting.shop_words import Meaning, Meanings, ShopWords
from recommendations.rule_drafting.types import Reading, RuleDraft

STRENGTH = 0.3  # of a boost or bury that tells none
PRODUCT_KINDS = frozenset({"pin", "soft_pin"})
_PERCENT = r"(?P<n>\d+(?:[.,]\d+)?)\s?(?:%|percent|per\s+cent|prozent|por\s+ciento)"
_QUOTED = r"[\"“„«](?P<id>[^\"”“»]+)[\"”“»]"
_ID = r"(?<![\w-])(?P<id>[a-z]+[-_]?\d+(?:[-_]\w+)*)(?![\w-])"


def read_rule(text: str, shop: ShopWords, *, now: datetime, time_zone: str, language: str = "") -> Reading:
    """Read one rule from one sentence. `now` knows its time zone; `language` "" is found out.

    Never raises for what a person may type: what cannot be read is told in the reading.
    """
    reader = _RuleReader(text, shop, language or language_of(text))
    return reader.read(now, time_zone)


class _RuleReader:
    def __init__(self, text: str, shop: ShopWords, language: str) -> None:
        self.shop = shop
        self.lexicon = load_lexicon(language)
        self.sentence = Sentence(text, self.lexicon)
        self.meanings = Meanings(shop, language)
        self.doubts: list[str] = []

    def read(self, now: datetime, time_zone: str) -> Reading:
        products = self._products()
        draft = RuleDraft(kind="", products=products)
        draft = self._share(self._limit(draft))
        schedule = self._schedule(now, time_zone)
        draft = replace(draft, position=self._position(), schedule=schedule)
        percent = self.sentence.take(rf"(?:(?:{self.lexicon.any_of('by')})\s+)?{_PERCENT}", "strength")
        kind = self._kind(draft)
        amounts = read_amounts(self.sentence, self.shop.currency)
        placements, audience = self._placements(), self._audience()
        places = [(span.start, span.end) for span in self.sentence.spans if span.role == "amount"]
        meant = read_products(self.sentence, self.meanings, places)
        conditions = [*meant.conditions, *amounts.conditions()]
        strength = self.lexicon.value(percent["n"]) / 100 if percent else STRENGTH
        draft = replace(
            draft,
            kind=kind,
            condition=_all(conditions),
            placements=placements,
            audience=audience,
            strength=strength if kind in ("boost", "bury") else 0.0,
        )
        self._doubt(amounts.unclear, "unclear_number")
        self._doubt(amounts.empty, "empty_range")
        self._doubt(meant.unclear_list, "unclear_list")
        self._doubt(schedule.has_ended(now), "past")
        self._doubt(percent is not None and kind not in ("boost", "bury"), "unclear_number")
        self._check(draft)
        return Reading(
            draft=draft if kind else None,
            spans=sorted(self.sentence.spans, key=lambda span: span.start),
            unread=self.sentence.unread(),
            doubts=self.doubts,
            choices={words: [_told(option) for option in options] for words, options in meant.choices.items()},
        )

    def _doubt(self, there_is: bool, code: str) -> None:
        if there_is and code not in self.doubts:
            self.doubts.append(code)

    def _check(self, draft: RuleDraft) -> None:
        if not draft.kind:
            return
        self._doubt(draft.kind in PRODUCT_KINDS and not draft.products, "no_product")
        self._doubt(draft.kind not in PRODUCT_KINDS and bool(draft.products), "no_product")
        wide = draft.condition == EVERYTHING and draft.kind not in (*PRODUCT_KINDS, "diversity_limit")
        self._doubt(wide, "no_products_meant")
        self._doubt(draft.kind in PRODUCT_KINDS and draft.condition != EVERYTHING, "no_product")

    def _products(self) -> tuple[str, ...]:
        found = []
        for pattern in (_QUOTED, _ID):
            for match in self.sentence.all(pattern):
                written = self.sentence.text[match.start("id") : match.end("id")]
                if not self.shop.has_product(written):
                    break
                self.sentence.claim(match.start(), match.end(), "product")
                found.append(written)
        return tuple(found)

    def _limit(self, draft: RuleDraft) -> RuleDraft:
        """Read "at most two products per brand in the first ten places"."""
        lexicon = self.lexicon
        things = rf"(?:(?:{lexicon.any_of('things')})\s+)?"
        groups = "|".join(rf"(?P<{name}>{lexicon.any_of(name)})" for name in ("brand", "category", "price_band"))
        never = rf"(?:{lexicon.phrases(_without_gaps(lexicon.data['kinds']['hide']))})"
        count = rf"(?:{lexicon.any_of('at_most')}|{never}\s+(?:{lexicon.any_of('above')}))"
        match = self.sentence.take(
            rf"(?:{count})\s+(?P<n>{lexicon.number})\s+{things}(?:{lexicon.any_of('per')})\s+(?:{groups})", "limit"
        )
        if match is None:
            return draft
        first = self.sentence.take(
            rf"(?:{lexicon.any_of('first_places')})\s+(?P<n>{lexicon.number})(?:\s+(?:{lexicon.any_of('places')}))?",
            "window",
        )
        per = next(name for name in ("brand", "category", "price_band") if match[name])
        window = int(lexicon.value(first["n"])) if first else 0
        return replace(draft, kind="diversity_limit", limit=int(lexicon.value(match["n"])), per=per, window=window)

    def _share(self, draft: RuleDraft) -> RuleDraft:
        """Read "at least 20 % of the list"."""
        least = rf"(?:(?:{self.lexicon.any_of('at_least')})\s+)?"
        match = self.sentence.take(rf"{least}{_PERCENT}\s+(?:{self.lexicon.any_of('share')})", "share")
        if match is None:
            return draft
        return replace(draft, kind="share", share=self.lexicon.value(match["n"]) / 100)

    def _schedule(self, now: datetime, time_zone: str) -> Schedule:
        try:
            return read_schedule(self.sentence, now, time_zone)
        except (ValueError, OverflowError):  # 31 February, or a million years
            self._doubt(True, "no_such_date")
            return Schedule()

    def _position(self) -> int:
        lexicon = self.lexicon
        match = self.sentence.take(rf"(?:{lexicon.any_of('position')})\s+(?P<n>{lexicon.number})(?!\w)", "position")
        if match is None:
            self.sentence.take(lexicon.any_of("top"), "position")
            return 1
        return int(lexicon.value(match["n"]))

    def _kind(self, draft: RuleDraft) -> str:
        found = {kind for kind, phrases in self.lexicon.data["kinds"].items() if self._take_kind(phrases)}
        if "soft_pin" in found:
            found -= {"pin"}
        if draft.kind:
            found = {draft.kind} | (found - {"include_only", "pin"} if draft.kind == "share" else found)
        self._doubt(not found, "no_kind")
        self._doubt(len(found) > 1, "several_kinds")
        return found.pop() if len(found) == 1 else ""

    def _take_kind(self, phrases: Sequence[str]) -> bool:
        found = False
        for phrase in sorted(phrases, key=len, reverse=True):
            first, _, second = phrase.partition(GAP)
            match = self.sentence.find(self.lexicon.phrases([first]))
            later = re.compile(self.lexicon.phrases([second])).search(self.sentence.open, match.end()) if (
                match and second
            ) else None  # fmt: skip
            if match is None or (second and later is None):
                continue
            self.sentence.claim(match.start(), match.end(), "kind")
            if later is not None:
                self.sentence.claim(later.start(), later.end(), "kind")
            found = True
        return found

    def _placements(self) -> frozenset[str]:
        before = rf"(?:(?:{self.lexicon.any_of('placement_before')})\s+)"
        found = set()
        for key, name in self.shop.placements.items():
            known = [*self.lexicon.data["placements"].get(key, []), name]
            if self.sentence.take(rf"{before}{self.lexicon.phrases(known)}", "placement"):
                found.add(key)
        if found:  # "on the home page and the cart"
            for key, name in self.shop.placements.items():
                known = [*self.lexicon.data["placements"].get(key, []), name]
                if self.sentence.take(self.lexicon.phrases(known), "placement"):
                    found.add(key)
        return frozenset(found)

    def _audience(self) -> Audience:
        locales = {key for key, pattern in self.lexicon.named("languages") if self.sentence.take(pattern, "audience")}
        before = self.lexicon.any_of("country_before")
        people = self.lexicon.any_of("people")
        for key, pattern in self.lexicon.named("countries"):
            made = r"(?<!made\s)(?<!hergestellt\s)(?<!hecho\s)(?<!hecha\s)(?<!hechos\s)(?<!hechas\s)(?<!fabricados\s)"
            here = rf"(?:{made}(?:{before})|(?:{people})\s+(?:from|aus|de))\s+{pattern}"
            if self.sentence.take(here, "audience"):
                locales.add(key)
        if locales:  # "in Germany and France"
            joined = rf"\s+(?:{self.lexicon.any_of('or')})\s+"
            for key, pattern in self.lexicon.named("countries"):
                if self.sentence.take(rf"(?<=\x00){joined}{pattern}", "audience"):
                    locales.add(key)
        new = self.sentence.take(self.lexicon.any_of("new_visitor"), "audience")
        returning = self.sentence.take(self.lexicon.any_of("returning_visitor"), "audience")
        self._doubt(bool(new and returning), "several_kinds")
        if new or returning or locales:
            while self.sentence.take(people, ""):
                pass
        return Audience(locales=frozenset(locales), visitor=NEW if new else RETURNING if returning else "")


def _all(conditions: Sequence[Condition]) -> Condition:
    if len(conditions) == 1:
        return conditions[0]
    return All(tuple(conditions)) if conditions else EVERYTHING


def _told(meaning: Meaning) -> str:
    return f"{meaning.kind}: {', '.join(sorted(meaning.values))}"


def _without_gaps(phrases: Sequence[str]) -> list[str]:
    return [phrase for phrase in phrases if GAP not in phrase]
