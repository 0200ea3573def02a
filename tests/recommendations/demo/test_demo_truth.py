"""Planted truth is only what the words of the shop support."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from recommendations.demo import DemoShop, generate_shop
from recommendations.demo.leaves import leaves
from recommendations.demo.vocabulary import FUNCTIONS, says

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
GRAMS = {"g": 1, "kg": 1000, "oz": 28.349523125, "克": 1, "公斤": 1000}
MILLILITRES = {"ml": 1, "l": 1000, "litres": 1000, "fl oz": 29.5735295625, "毫升": 1, "升": 1000}
LENGTHS = {"cm": 1, "厘米": 1}
HOURS = {"h": 1, "hours": 1, "stunden": 1, "horas": 1, "heures": 1, "小时": 1, "時間": 1}
FACTORS = {"g": GRAMS, "ml": MILLILITRES, "cm": LENGTHS, "h": HOURS}
AMOUNT = re.compile(r"(\d+(?:[.,]\d+)?) ?(fl oz|[^\W\d]+)")


@pytest.fixture(scope="module")
def shop() -> DemoShop:
    return generate_shop(products=800, shoppers=10, events=100, seed=7, now=NOW)


def texts_of(product: dict[str, Any]) -> list[tuple[str, str]]:
    said = [(locale, f"{text['title']}\n{text['description']}") for locale, text in product["texts"].items()]
    return [*said, ("en", "\n".join(product["attributes"].values()))]


def amounts(text: str, unit: str) -> set[int]:
    factors = FACTORS[unit]
    found = [(float(number.replace(",", ".")), name.lower()) for number, name in AMOUNT.findall(text)]
    return {round(number * factors[name]) for number, name in found if name in factors}


def supports(product: dict[str, Any], name: str, value: str) -> bool:
    if name in ("colour", "material", "origin", "audience"):
        return any(says(text, kind=name, value=value, locale=locale) for locale, text in texts_of(product))
    if " x " in value:
        return any(value in text.replace("×", "x") for _, text in texts_of(product))
    amount, unit = value.split()
    scale = 1000 if unit == "l" else 1
    return any(int(amount) * scale in amounts(text, "ml" if unit == "l" else unit) for _, text in texts_of(product))


class PlantedTruthTests:
    def test_every_attribute_is_said_when_true(self, shop: DemoShop) -> None:
        truth = shop.truth["products"]
        unsaid = [
            (product["id"], name, value)
            for product in shop.products
            for name, value in truth[product["id"]]["attributes"].items()
            if not supports(product, name, value)
        ]

        assert unsaid == []

    def test_every_audience_is_said_when_true(self, shop: DemoShop) -> None:
        truth = {product["id"]: shop.truth["products"][product["id"]]["audience"] for product in shop.products}
        unsaid = [p["id"] for p in shop.products if truth[p["id"]] and not supports(p, "audience", truth[p["id"]])]

        assert unsaid == []
        assert {"women", "men", "children", None} == set(truth.values())

    def test_every_function_is_said_when_true(self, shop: DemoShop) -> None:
        unsaid = [
            (product["id"], function)
            for product in shop.products
            for function in shop.truth["products"][product["id"]]["functions"]
            if not any(says(text, kind="function", value=function, locale=code) for code, text in texts_of(product))
        ]

        assert unsaid == []

    def test_some_products_state_no_colour_when_generated(self, shop: DemoShop) -> None:
        coloured = sum("colour" in truth["attributes"] for truth in shop.truth["products"].values())

        assert 0.45 * 800 < coloured < 0.85 * 800


class DataTests:
    def test_every_function_sentence_names_its_function_when_scanned(self) -> None:
        silent = {
            (leaf.parent, function, locale, line)
            for leaf in leaves()
            for function, lines in leaf.lines.items()
            for locale, sentences in lines.items()
            for line in sentences
            if not says(line, kind="function", value=function, locale=locale)
        }

        assert silent == set()

    def test_every_leaf_can_be_written_when_its_functions_are_looked_up(self) -> None:
        assert all(set(leaf.functions) <= set(leaf.lines) <= set(FUNCTIONS) for leaf in leaves())


class CatalogueTests:
    def test_a_third_is_translated_and_a_few_are_foreign_only_when_generated(self, shop: DemoShop) -> None:
        translated = [product for product in shop.products if set(product["texts"]) - {"en"}]
        foreign = [product for product in shop.products if "en" not in product["texts"]]

        assert len(translated) >= 800 / 3
        assert 10 <= len(foreign) <= 80
        assert {code for p in shop.products for code in p["texts"]} == {"en", "zh-hans", "es", "de", "fr", "ja"}

    def test_titles_are_unique_when_generated(self, shop: DemoShop) -> None:
        titles = [text["title"] for product in shop.products for text in product["texts"].values()]

        assert len(set(titles)) >= 0.99 * len(titles)

    def test_no_slot_is_left_open_when_written(self, shop: DemoShop) -> None:
        words = [word for p in shop.products for t in p["texts"].values() for word in t.values()]

        assert not [word for word in words if re.search(r"[{}]|a\(n\)", word)]

    def test_new_and_unsellable_products_are_few_when_generated(self, shop: DemoShop) -> None:
        fresh = [p for p in shop.products if (NOW - datetime.fromisoformat(p["created_at"])).days < 7]

        assert len(fresh) == 30
        assert 16 <= sum(p["stock"] == 0 for p in shop.products) <= 48
        assert 4 <= sum(not p["available"] for p in shop.products) <= 24

    def test_feed_names_no_category_when_written(self, shop: DemoShop) -> None:
        assert not [p["id"] for p in shop.products if "category" in p or "category" in p["attributes"]]
