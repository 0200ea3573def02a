"""The fact sheet: what may be said, and whom it may be said to."""

from recommendations.copywriting.audiences import EVERYONE, Audience, product_audiences
from recommendations.copywriting.facts import build_facts, gate_texts
from recommendations.copywriting.prompt import grounding_of, lexicon_for, order_sentences
from recommendations.copywriting.types import ProductSheet, Words


class BuildFactsTests:
    def test_prices_and_denied_attributes_are_no_facts(self, backpack: ProductSheet) -> None:
        assert [fact.id for fact in build_facts(backpack, "en")] == [
            "brand",
            "category",
            "attribute:weight",
            "attribute:capacity_l",
            "colour:navy",
            "function:commuting",
        ]

    def test_evidence_is_as_written_when_the_value_is_normalised(self, backpack: ProductSheet) -> None:
        fact = build_facts(backpack, "en")[-1]

        assert fact.as_dict() == {
            "id": "function:commuting",
            "name": "function",
            "value": "commuting",
            "field": "title:en",
            "evidence": "Commuter",
        }

    def test_category_in_the_language_when_it_has_a_name(self, backpack: ProductSheet) -> None:
        assert build_facts(backpack, "de")[1].value == "Rucksäcke"

    def test_one_fact_when_feed_and_feature_agree(self) -> None:
        sheet = ProductSheet(1, brand="Lumi", attributes={"brand": "lumi"})

        assert [fact.id for fact in build_facts(sheet, "en")] == ["brand"]


class GateTextsTests:
    def test_another_locale_of_the_language_when_the_own_is_missing(self) -> None:
        sheet = ProductSheet(1, texts={"en-GB": Words("Colour", "Grey")})

        assert gate_texts(sheet, "en-US") == ("Colour", "Grey")
        assert gate_texts(sheet, "de") == ()


class ProductAudiencesTests:
    def test_only_what_the_product_answers(self, backpack: ProductSheet) -> None:
        assert product_audiences(backpack) == {
            "category:backpacks",
            "attribute:navy",
            "function:commuting",
        }


class GroundingTests:
    def test_sentences_with_a_price_are_no_evidence(self) -> None:
        words = Words("Lamp", "A lamp. Now $20!")

        grounding = grounding_of(words=words, facts=(), audience=EVERYONE, locale="en")

        assert grounding.evidence == ("Lamp", "A lamp.")

    def test_what_the_product_is_not_is_no_evidence(self) -> None:
        words = Words("Lamp", "Free of plastic. Two arms.")

        grounding = grounding_of(words=words, facts=(), audience=EVERYONE, locale="en")

        assert grounding.evidence == ("Lamp", " arms.")

    def test_selling_words_differ_when_the_product_does(self) -> None:
        assert lexicon_for("Lamp") != lexicon_for("Bowl")
        assert lexicon_for("Lamp") == lexicon_for("Lamp")


class OrderSentencesTests:
    def test_the_interests_sentence_first_and_none_with_a_price(self) -> None:
        description = "Mit gepolstertem Fach. Kostet 20 €. Wasserdicht verschweißt"

        ordered = order_sentences(description, audience=Audience("function:waterproof", "waterproof"), locale="de")

        assert ordered == ["Wasserdicht verschweißt", "Mit gepolstertem Fach."]

    def test_by_its_word_when_the_interest_is_no_concept(self) -> None:
        hiking = Audience("function:hiking", "hiking")

        assert order_sentences("Packs small. Hikers like it.", audience=hiking, locale="en") == [
            "Packs small.",
            "Hikers like it.",
        ]
        assert order_sentences("Packs small. For hiking.", audience=hiking, locale="en")[0] == "For hiking."

    def test_as_they_stand_when_the_audience_is_everyone(self) -> None:
        assert order_sentences("通勤に便利。防水です", audience=EVERYONE, locale="ja") == ["通勤に便利。", "防水です"]
