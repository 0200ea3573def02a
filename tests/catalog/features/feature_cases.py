"""Builders for feature extraction tests."""

from catalog.features.extractor import FeatureExtractor, TrainedState
from catalog.features.types import FeatureValue, FieldText, Leaf, ProductTexts
from recdash.llm.fake import FakeLanguageModel, FakeTextEncoder

LEAVES = (
    Leaf(
        1, "Rain jackets", {"en": "Rain jackets", "de": "Regenjacken"}, "Waterproof jackets", "Clothing > Rain jackets"
    ),
    Leaf(2, "Mugs", {"en": "Mugs", "de": "Becher", "zh-hans": "马克杯"}, "Cups for hot drinks", "Kitchen > Mugs"),
    Leaf(3, "Backpacks", {"en": "Backpacks", "de": "Rucksäcke"}, "Bags worn on the back", "Bags > Backpacks"),
)


def product(
    title: str, description: str = "", *, locale: str = "en", brand: str = "", **attributes: str
) -> ProductTexts:
    language = locale.split("-")[0]
    fields = [FieldText(f"title:{locale}", title, language), FieldText(f"description:{locale}", description, language)]
    fields += [FieldText(f"attributes.{name}", value, "en") for name, value in attributes.items()]
    return ProductTexts(1, tuple(fields), brand)


def extract(
    *products: ProductTexts, model: object | None = None, state: TrainedState | None = None
) -> list[list[FeatureValue]]:
    extractor = FeatureExtractor(model or FakeLanguageModel(), FakeTextEncoder(64), LEAVES, state=state)
    return extractor.extract(products)


def values(found: list[FeatureValue], name: str) -> list[str]:
    return [value.normalised for value in found if value.name == name]
