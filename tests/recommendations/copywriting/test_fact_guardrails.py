"""Numbers, units, materials, colours, claims and brands: each guardrail fires, and stays silent."""

from collections.abc import Callable

import pytest

from recommendations.copywriting.guardrails import brands, claims, colours, materials, numbers
from recommendations.copywriting.guardrails.evidence import Evidence, evidence_of
from recommendations.copywriting.types import Fact
from recommendations.copywriting.vocabulary import Vocabulary

EvidenceIn = Callable[[str], Evidence]


def _found(check: Callable, text: str, evidence: Evidence) -> list[tuple[str, str, str]]:
    return [(f.severity, f.code, text[f.start : f.end]) for f in check(text, evidence)]


class NumbersTests:
    @pytest.mark.parametrize(
        ("locale", "text"),
        [
            ("en", "A 20 L backpack for a 15 inch laptop."),
            ("en", 'Fits a 15" laptop and weighs 1.2 kg.'),
            ("en", "With 2 side pockets."),
            ("en", "Two pockets at the sides."),
            ("en", "It holds 20 litres."),
            ("de", "Mit 20 Litern Platz und 1,2 kg leicht."),
            ("zh-hans", "20升容量。"),
            ("ja", "容量は20リットル。"),
            ("en", "One bag for every day."),
        ],
    )
    def test_silent_when_the_product_has_number_and_unit(self, evidence_in: EvidenceIn, locale: str, text: str) -> None:
        assert _found(numbers.check, text, evidence_in(locale)) == []

    @pytest.mark.parametrize(
        ("locale", "text", "code", "span"),
        [
            ("en", "A 25 L backpack.", "number", "25 L"),
            ("en", "A 20 kg backpack.", "unit", "20 kg"),
            ("en", "A 20cm strap.", "unit", "20cm"),
            ("en", "Only $20 today.", "unit", "20"),
            ("en", "Holds three bottles.", "number", "three"),
            ("en", "A dozen pockets.", "number", "dozen"),
            ("en", "Saves 50% of room.", "number", "50%"),
            ("en", "Fits a 15-inch laptop and a 13-inch tablet.", "number", "13-inch"),
            ("en", "Inches smaller than it looks.", "", ""),
            ("en", "It holds many gallons and many ounces.", "unit", "ounces"),
            ("de", "Mit drei Fächern.", "number", "drei"),
            ("de", "Mit 25-Liter-Volumen.", "number", "25-Liter"),
            ("es", "Capacidad de 25 litros.", "number", "25 litros"),
            ("fr", "Une contenance de 25 litres.", "number", "25 litres"),
            ("zh-hans", "三个口袋。", "number", "三"),
            ("zh-hans", "容量25升。", "number", "25升"),
            ("ja", "容量は25リットル。", "number", "25リットル"),
        ],
    )
    def test_blocks_when_number_or_unit_is_not_the_products(
        self, evidence_in: EvidenceIn, locale: str, text: str, code: str, span: str
    ) -> None:
        expected = [("block", code, span)] if code else []

        assert _found(numbers.check, text, evidence_in(locale)) == expected

    def test_suggests_the_products_number_when_the_unit_is_right(self, evidence_in: EvidenceIn) -> None:
        (finding,) = numbers.check("A 25 L backpack.", evidence_in("en"))

        assert finding.suggestion == "Write 20 L or 20 l, or delete it."

    def test_warns_when_a_number_counts_something_else(self, evidence_in: EvidenceIn) -> None:
        assert _found(numbers.check, "Take it on 2 journeys.", evidence_in("en")) == [("warn", "number", "2")]

    def test_both_numbers_need_the_unit_when_they_share_it(self) -> None:
        evidence = evidence_of(facts=(), texts=("A 59 x 16 cm board.",), locale="en", vocabulary=Vocabulary())

        assert _found(numbers.check, "59 cm long", evidence) == []
        assert _found(numbers.check, "59 mm long", evidence) == [("block", "unit", "59 mm")]

    def test_reads_both_ways_when_a_sign_may_part_thousands(self) -> None:
        evidence = evidence_of(facts=(), texts=("1,500 ml",), locale="en", vocabulary=Vocabulary())

        assert _found(numbers.check, "Holds 1500 ml.", evidence) == []
        assert _found(numbers.check, "Holds 150 ml.", evidence) == [("block", "number", "150 ml")]


class MaterialsTests:
    @pytest.mark.parametrize(
        ("locale", "text"),
        [
            ("en", "Recycled polyester, free of plastic."),
            ("en", "Plastic-free and light."),
            ("de", "Aus Polyester."),
            ("zh-hans", "聚酯纤维背包。"),
            ("ja", "ポリエステルのリュック。"),
            ("fr", "En polyester."),
        ],
    )
    def test_silent_when_the_product_names_the_material(self, evidence_in: EvidenceIn, locale: str, text: str) -> None:
        assert _found(materials.check, text, evidence_in(locale)) == []

    @pytest.mark.parametrize(
        ("locale", "text", "span"),
        [
            ("en", "Soft leather straps.", "leather"),
            ("en", "Made of plastic.", "plastic"),
            ("en", "Brushed stainless steel buckles.", "stainless steel"),
            ("de", "Mit Ledergriff.", "Ledergriff"),
            ("de", "Aus weicher Baumwolle.", "Baumwolle"),
            ("es", "Con asas de cuero.", "cuero"),
            ("fr", "Avec des anses en cuir.", "cuir"),
            ("zh-hans", "真皮提手。", "真皮"),
            ("ja", "レザーの持ち手。", "レザー"),
        ],
    )
    def test_blocks_when_the_product_does_not(self, evidence_in: EvidenceIn, locale: str, text: str, span: str) -> None:
        assert _found(materials.check, text, evidence_in(locale)) == [("block", "material", span)]

    def test_the_wider_word_is_covered_when_the_product_names_the_narrower(self) -> None:
        evidence = evidence_of(facts=(), texts=("A stainless steel flask",), locale="en", vocabulary=Vocabulary())

        assert _found(materials.check, "A steel flask", evidence) == []
        assert _found(materials.check, "A cast iron flask", evidence) == [("block", "material", "cast iron")]

    def test_a_fact_counts_in_every_language(self) -> None:
        fact = Fact("material:stainless steel", "material", "stainless steel", "title:en", "stainless")
        evidence = evidence_of(facts=(fact,), texts=("Flasche",), locale="de", vocabulary=Vocabulary())

        assert _found(materials.check, "Eine Flasche aus Edelstahl.", evidence) == []

    def test_blocks_when_only_the_brand_sounds_like_a_material(self) -> None:
        brand = Fact("brand", "brand", "Ember & Oak", "brand", "Ember & Oak")
        evidence = evidence_of(facts=(brand,), texts=("Ember & Oak lamp",), locale="en", vocabulary=Vocabulary())

        assert _found(materials.check, "The Ember & Oak lamp", evidence) == []
        assert _found(materials.check, "A lamp of solid oak", evidence) == [("block", "material", "oak")]


class ColoursTests:
    @pytest.mark.parametrize(
        ("locale", "text"),
        [
            ("en", "A navy bag."),
            ("en", "A blue bag."),
            ("de", "Ein Rucksack in Marineblau."),
            ("zh-hans", "藏青色背包。"),
            ("ja", "ネイビーのリュック。"),
            ("es", "En azul marino."),
            ("fr", "Un sac bleu marine."),
        ],
    )
    def test_silent_when_the_product_names_the_colour(self, evidence_in: EvidenceIn, locale: str, text: str) -> None:
        assert _found(colours.check, text, evidence_in(locale)) == []

    @pytest.mark.parametrize(
        ("locale", "text", "span"),
        [
            ("en", "A black bag.", "black"),
            ("en", "In forest green.", "forest green"),
            ("de", "Ein schwarzer Rucksack.", "schwarzer"),
            ("es", "Una mochila negra.", "negra"),
            ("fr", "Un sac noir.", "noir"),
            ("zh-hans", "黑色背包。", "黑色"),
            ("ja", "ブラックのリュック。", "ブラック"),
        ],
    )
    def test_blocks_when_the_product_does_not(self, evidence_in: EvidenceIn, locale: str, text: str, span: str) -> None:
        assert _found(colours.check, text, evidence_in(locale)) == [("block", "colour", span)]


class ClaimsTests:
    def test_silent_when_the_product_makes_the_claim(self, evidence_in: EvidenceIn) -> None:
        assert _found(claims.check, "Waterproof, so water-resistant too.", evidence_in("en")) == []

    def test_blocks_when_the_attribute_says_no(self, evidence_in: EvidenceIn) -> None:
        assert _found(claims.check, "Handmade with care.", evidence_in("en")) == [("block", "claim", "Handmade")]

    @pytest.mark.parametrize(
        ("locale", "text", "span"),
        [
            ("en", "Certified organic.", "organic"),
            ("de", "Ein nachhaltiger Begleiter.", "nachhaltiger"),
            ("zh-hans", "环保背包。", "环保"),
            ("ja", "手作りのリュック。", "手作り"),
        ],
    )
    def test_blocks_when_the_product_does_not(self, evidence_in: EvidenceIn, locale: str, text: str, span: str) -> None:
        assert _found(claims.check, text, evidence_in(locale)) == [("block", "claim", span)]


class BrandsTests:
    def test_silent_when_the_brand_is_the_products(self, evidence_in: EvidenceIn) -> None:
        assert _found(brands.check, "The NORDKAP backpack.", evidence_in("en")) == []

    @pytest.mark.parametrize(
        ("text", "span"),
        [("Like an Ember & Oak bag.", "Ember & Oak"), ("As light as LUMI.", "LUMI"), ("Goes with a lumi.", "lumi")],
    )
    def test_blocks_when_it_is_another_of_the_store(self, evidence_in: EvidenceIn, text: str, span: str) -> None:
        assert _found(brands.check, text, evidence_in("en")) == [("block", "brand", span)]

    def test_silent_when_a_plain_word_is_spelt_like_a_brand(self, evidence_in: EvidenceIn) -> None:
        assert _found(brands.check, "A handy bag.", evidence_in("en")) == []
        assert _found(brands.check, "Better than any Handy bag.", evidence_in("en")) == [("block", "brand", "Handy")]

    def test_silent_when_the_brand_is_part_of_a_word(self, evidence_in: EvidenceIn) -> None:
        assert _found(brands.check, "An illuminated, lumious bag.", evidence_in("en")) == []
