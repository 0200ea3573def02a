"""Tests of rules drafted from sentences, against a shop like the generated one."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from recommendations.demo.leaves import taxonomy
from recommendations.engine.rules.conditions import EVERYTHING, All, Attribute, Not, OneOf, Range, condition_json
from recommendations.rule_drafting.reader import read_rule
from recommendations.rule_drafting.shop_words import ShopWords
from recommendations.rule_drafting.types import DOUBTS

CASES = json.loads((Path(__file__).parent / "sentences.json").read_text(encoding="utf-8"))
# Written by somebody who did not know the readers; nothing was mended on them.
UNSEEN = json.loads((Path(__file__).parent / "unseen_sentences.json").read_text(encoding="utf-8"))["sentences"]
NOW = datetime.fromisoformat(CASES["now"])
SHOP = ShopWords(
    categories={node["slug"]: node["names"] for node in taxonomy()},
    brands=["Northmere", "Halvard", "Tindra", "Corvina", "Nocta", "Lumenhof", "Bitwell", "Brandt & Söhne", "Fold"],
    placements={"home": "Home page", "product": "Product page", "cart": "Cart", "email": "E-mail"},
    currency="EUR",
    has_product=lambda written: written in {"P-0001", "P-0042", "P-0123"},
)


def read(text):
    return read_rule(text, SHOP, now=NOW, time_zone=CASES["time_zone"])


def told(draft):
    """Return what a draft says beyond the usual, as the cases write it."""
    schedule, audience = draft.schedule, draft.audience
    values = {
        "condition": _sorted(condition_json(draft.condition)) if draft.condition != EVERYTHING else None,
        "products": list(draft.products),
        "placements": sorted(draft.placements),
        "locales": sorted(audience.locales),
        "visitor": audience.visitor,
        "weekdays": sorted(schedule.weekdays),
        "starts": schedule.starts_at and schedule.starts_at.date().isoformat(),
        "ends": schedule.ends_at and schedule.ends_at.date().isoformat(),
        "strength": draft.strength,
        "share": draft.share,
        "window": draft.window,
        "per": draft.per,
        "limit": draft.limit if draft.kind == "diversity_limit" else None,
        "position": draft.position if draft.kind in ("pin", "soft_pin") else None,
    }
    return {"kind": draft.kind, **{name: value for name, value in values.items() if value}}


def _expected(wanted):
    return wanted and {**wanted, **({"condition": _sorted(wanted["condition"])} if "condition" in wanted else {})}


def _sorted(condition):
    if "all" in condition:
        return {"all": sorted((_sorted(part) for part in condition["all"]), key=json.dumps)}
    return condition


class ReadRuleTests:
    @pytest.mark.parametrize(("language", "text", "wanted"), CASES["sentences"])
    def test_a_sentence_is_read_exactly_or_told_to_be_uncertain(self, language, text, wanted):
        reading = read(text)

        if wanted is None:
            assert not reading.certain
        else:
            assert (told(reading.draft), reading.certain) == (_expected(wanted), True)

    @pytest.mark.parametrize(("language", "text", "wanted"), UNSEEN)
    def test_unseen_sentence_is_never_wrong_in_silence(self, language, text, wanted):
        reading = read(text)

        assert not reading.certain or told(reading.draft) == _expected(wanted)

    def test_at_least_85_of_100_sentences_are_exactly_right(self):
        assert sum(wanted is not None for _, _, wanted in CASES["sentences"]) / len(CASES["sentences"]) >= 0.85

    @pytest.mark.parametrize(
        ("text", "doubts", "unread"),
        [
            ("Bury coffee and boost tea", ["several_kinds"], []),
            ("Coffee on Mondays", ["no_kind"], []),
            ("Hide everything", ["no_products_meant"], []),
            ("Pin backpacks at position 2", ["no_product"], []),
            ("Hide backpacks under 50", ["unclear_number"], []),
            ("Hide backpacks between 50 and 20 euros", ["empty_range"], []),
            ("Hide backpacks until 1 March 2020", ["past"], []),
            ("Hide rain jackets and waterproof backpacks", ["unclear_list"], []),
            ("Hide tea and everything that costs more than 80 euros", ["unclear_list"], []),
            ("Hide backpacks until 31 February", ["no_such_date"], []),
            ("Hide backpacks until 13.13.", ["no_such_date"], []),
            ("Do not hide tea", [], ["Do", "not"]),
            ("Boost 20 wallets", [], ["20"]),
            ("Boost mugs 20 % and vases 10 %", [], ["10", "%"]),
            ("Hide green tea", [], ["green"]),
            ("Boost tea over coffee", [], ["over"]),
            ("Verstecke keine Vasen", [], ["keine"]),
            ("Hide wallets after 3 pm", [], ["after", "3", "pm"]),
        ],
    )
    def test_what_is_unclear_is_named(self, text, doubts, unread):
        reading = read(text)

        assert (list(reading.doubts), list(reading.unread)) == (doubts, unread)
        assert set(reading.doubts) <= DOUBTS

    def test_a_noun_that_is_wider_than_the_category_is_a_choice(self):
        reading = read("Hide shoes")

        assert reading.choices == {"shoes": ["category: running-shoes"]}
        assert not reading.certain

    def test_a_noun_of_several_categories_means_all_of_them(self):
        reading = read("Hide jackets")

        assert reading.draft.condition == OneOf("category", frozenset({"rain-jackets", "insulated-jackets"}))
        assert reading.certain

    def test_a_list_of_what_is_not_wanted_goes_on(self):
        reading = read("Hide wallets without leather or cotton under 30 €")

        assert reading.draft.condition == All(
            (
                OneOf("category", frozenset({"wallets"})),
                Not(Attribute("material", frozenset({"leather", "cotton"}))),
                Range("price", None, 30.0, "EUR"),
            )
        )

    @pytest.mark.parametrize(
        "text", ["", "   ", "hide", "🙂", "x" * 5000, "€ 50 % 3 in", "hide tea for 99999999 weeks"]
    )
    def test_nothing_that_a_person_may_type_raises(self, text):
        assert not read(text).certain

    @pytest.mark.parametrize(
        ("text", "below"),
        [
            ("Hide speakers under 1,299.50 €", 1299.5),
            ("Verstecke Lautsprecher unter 1.299,50 €", 1299.5),
            ("Hide speakers under €1,299", 1299.0),
            ("Hide speakers under 12.99 €", 12.99),
            ("Verstecke Lautsprecher unter 1.299 €", 1299.0),
        ],
    )
    def test_numbers_are_read_as_the_language_writes_them(self, text, below):
        condition = read(text).draft.condition

        assert condition.of[1] == Range("price", None, below, "EUR")

    def test_spans_tell_what_each_part_was_taken_for(self):
        text = "Hide candles until October"

        spans = [(text[span.start : span.end], span.role) for span in read(text).spans]

        assert spans == [("Hide", "kind"), ("candles", "category"), ("until October", "until")]
