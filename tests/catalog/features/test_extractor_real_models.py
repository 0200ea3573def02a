"""Extraction with the real small language model and the multilingual encoder, on products written for this test."""

from pathlib import Path

import pytest
from django.conf import settings

from catalog.features.evaluation import attribute_scores, category_accuracy
from catalog.features.extractor import FeatureExtractor
from catalog.features.types import Leaf
from recdash.llm.config import LanguageModelConfig, TextEncoderConfig
from recdash.llm.registry import load_language_model, load_text_encoder
from tests.catalog.features.feature_cases import product

LEAVES = tuple(
    Leaf(key, name, {}, description, name)
    for key, (name, description) in enumerate(
        [
            ("Saucepans", "Pots with one handle for sauces and small portions"),
            ("Desk lamps", "Lamps for work and study"),
            ("Raincoats", "Coats and jackets against the rain"),
            ("Loose tea", "Leaf tea by weight"),
            ("Sleeping bags", "Bags to sleep in outdoors"),
            ("Earbuds", "Small wireless headphones worn in the ear"),
        ],
        start=1,
    )
)
CASES = [
    (product("Copper saucepan, 16 cm", "Heats evenly. Works on induction."), "Saucepans", [("material", "copper")]),
    (
        product("Stieltopf aus Edelstahl", "Spülmaschinengeeignet.", locale="de"),
        "Saucepans",
        [("material", "stainless steel")],
    ),
    (product("Brass reading light for the desk", "Dimmable."), "Desk lamps", [("material", "brass")]),
    (product("Lampe de bureau noire", "Intensité variable.", locale="fr"), "Desk lamps", [("colour", "black")]),
    (
        product("Yellow fisherman's coat", "Keeps the rain out. Not lined with wool."),
        "Raincoats",
        [("colour", "yellow")],
    ),
    (
        product("レインコート ネイビー", "防水。重さは400g。", locale="ja"),
        "Raincoats",
        [("colour", "navy"), ("weight", "400 g")],
    ),
    (product("Oolong from Taiwan", "Whole leaves, 0.1 kg."), "Loose tea", [("origin", "Taiwan"), ("weight", "100 g")]),
    (
        product("锡兰红茶 250克", "散装茶叶。", locale="zh-hans"),
        "Loose tea",
        [("origin", "Sri Lanka"), ("weight", "250 g")],
    ),
    (
        product("Down bag for cold nights", "Goose down. Weighs 1.2 kg."),
        "Sleeping bags",
        [("material", "down"), ("weight", "1.2 kg")],
    ),
    (
        product("Saco de dormir verde", "Relleno de poliéster.", locale="es"),
        "Sleeping bags",
        [("colour", "green"), ("material", "polyester")],
    ),
    (
        product("White in-ear buds", "Bluetooth. Up to 8 hours of playback. Also in black."),
        "Earbuds",
        [("colour", "white"), ("battery life", "8 h")],
    ),
    (product("Kabellose Ohrhörer", "Akkulaufzeit: 6 Stunden.", locale="de"), "Earbuds", [("battery life", "6 h")]),
]


@pytest.mark.model
class RealModelTests:
    def test_categories_and_attributes_of_unseen_products(self) -> None:
        model = load_language_model(LanguageModelConfig(model_dir=Path(settings.RECDASH_MODEL_DIR)))
        extractor = FeatureExtractor(model, load_text_encoder(TextEncoderConfig()), LEAVES)

        found = extractor.extract([case[0] for case in CASES])

        categories = [next((value.normalised for value in row if value.kind == "category"), None) for row in found]
        pairs = [[(value.name, value.normalised) for value in row if value.kind == "attribute"] for row in found]
        assert category_accuracy(categories, [case[1] for case in CASES]) >= 11 / 12
        assert attribute_scores(pairs, [case[2] for case in CASES]).f1 >= 0.9
        assert {value.model for row in found for value in row} == {"smollm2"}
