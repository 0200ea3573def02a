"""A backpack with everything a guardrail can look at."""

from collections.abc import Callable

import pytest

from recdash.llm import sink
from recommendations.copywriting.facts import build_facts, gate_texts
from recommendations.copywriting.guardrails.evidence import Evidence, evidence_of
from recommendations.copywriting.types import FeatureValue, ProductSheet, Words
from recommendations.copywriting.vocabulary import Vocabulary


@pytest.fixture(autouse=True)
def _no_ledger(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep these tests free of the database."""
    monkeypatch.setattr(sink, "_sink", lambda call: None)


@pytest.fixture
def backpack() -> ProductSheet:
    return ProductSheet(
        product_id=7,
        brand="Nordkap",
        category="Backpacks",
        category_slug="backpacks",
        category_names={"de": "Rucksäcke", "zh-hans": "背包"},
        texts={
            "en": Words(
                "Nordkap Commuter Backpack 20 L, navy",
                "A waterproof backpack in recycled polyester with a padded sleeve for a 15-inch laptop. "
                "Two side pockets hold bottles. It is free of plastic.",
            ),
            "de": Words(
                "Nordkap Pendlerrucksack 20 l, marineblau",
                "Ein wasserdichter Rucksack aus recyceltem Polyester. Der Rollverschluss hält den Regen ab.",
            ),
            "zh-hans": Words("Nordkap 通勤背包 20 升", "藏青色防水背包，采用再生聚酯纤维。"),
            "ja": Words("Nordkap 通勤リュック 20リットル", "防水のリュックです。ネイビーのポリエステル製。"),
            "es": Words("Mochila Nordkap 20 l, azul marino", "Una mochila impermeable de poliéster reciclado."),
            "fr": Words("Sac à dos Nordkap 20 l, bleu marine", "Un sac à dos imperméable en polyester recyclé."),
        },
        attributes={"weight": "1.2 kg", "capacity_l": "20", "price": "89", "handmade": "no"},
        features=(
            FeatureValue("attribute", "colour", "navy", "navy", "title:en"),
            FeatureValue("function", "function", "Commuter", "commuting", "title:en"),
            FeatureValue("category", "category", "Backpack", "backpacks", "title:en"),
        ),
    )


@pytest.fixture
def evidence_in(backpack: ProductSheet) -> Callable[[str], Evidence]:
    vocabulary = Vocabulary.of(["Nordkap", "Ember & Oak", "Handy", "lumi"])

    def build(locale: str = "en") -> Evidence:
        return evidence_of(
            facts=build_facts(backpack, locale),
            texts=gate_texts(backpack, locale),
            locale=locale,
            vocabulary=vocabulary,
        )

    return build
