"""What the default language model writes; run with -s to read it."""

import sys
from pathlib import Path

import pytest

from recdash.llm.config import LanguageModelConfig
from recdash.llm.registry import load_language_model
from recommendations.copywriting import guardrails
from recommendations.copywriting.audiences import Audience
from recommendations.copywriting.drafting import Brief, write_drafts
from recommendations.copywriting.types import FeatureValue, ProductSheet, Words
from recommendations.copywriting.vocabulary import Vocabulary
from recommendations.evaluation.copy_check import unsupported_facts

PRODUCTS = [
    ("Ember", "cast iron skillet 26 cm", "Pre-seasoned cast iron that holds heat evenly for steaks.", "searing"),
    ("Lumi", "bedside lamp, opal glass and oak", "A small lamp with a glass shade on a solid oak base.", "reading"),
    ("Merle", "merino crew neck, green", "A fine knit in soft merino wool, warm on autumn walks.", "layering"),
    ("Tidal", "cork yoga mat 4 mm", "Natural cork on a rubber base with a non-slip grip.", "yoga"),
    ("Kestrel", "over-ear headphones, black", "Bluetooth headphones with noise cancelling.", "travel"),
]


def _sheet(key: int, brand: str, title: str, description: str, use: str) -> ProductSheet:
    feature = FeatureValue("function", "function", use, use, "description:en")
    words = {"en": Words(f"{brand} {title}", description)}
    return ProductSheet(key, brand=brand, texts=words, features=(feature,))


@pytest.mark.model
class RealDraftsTests:
    def test_each_names_its_product_and_no_fact_of_another(self) -> None:
        sheets = [_sheet(key, *product) for key, product in enumerate(PRODUCTS)]
        brands = [sheet.brand for sheet in sheets]
        briefs = [
            Brief.of(sheet, Audience(f"function:{row[3]}", row[3]), "en")
            for sheet, row in zip(sheets, PRODUCTS, strict=True)
        ]
        model = load_language_model(LanguageModelConfig(name="smollm2", model_dir=Path("var/models")))

        drafts = write_drafts([brief for brief in briefs if brief], model=model, vocabulary=Vocabulary.of(brands))

        for sheet, draft in zip(sheets, drafts, strict=True):
            assert draft is not None
            sys.stdout.write(f"{draft.model}: {draft.text}\n")
            rows = [sheet.texts["en"].title, sheet.texts["en"].description, *(f.normalised for f in sheet.features)]
            assert not guardrails.blocks(draft.findings)
            assert unsupported_facts(draft.text, rows, other_brands=[b for b in brands if b != sheet.brand]) == []
        assert sum(draft is not None and draft.model == "smollm2" for draft in drafts) >= 3
