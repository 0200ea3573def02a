"""Weights, volumes and lengths: canonical values and how shops write them."""

import numpy as np

from recommendations.demo.draws import chance, pick
from recommendations.demo.leaves import Leaf

OUNCE = {"g": 28.349523125, "ml": 29.5735295625}  # one ounce, one US fluid ounce
OUNCE_SHARE = 0.12  # of the products are made to a round number of ounces
DECIMAL_COMMA = ("de", "es", "fr")


def draw_measure(leaf: Leaf, rng: np.random.Generator) -> str | None:
    """Draw a canonical measure of the leaf, such as "310 g", "25 l" or "140 x 200 cm"; None when it has none."""
    rule = leaf.measure
    if rule is None:
        return None
    if "sizes" in rule:
        return str(pick(rng, rule["sizes"]))
    amount = rule["low"] + rule["step"] * int(rng.integers((rule["high"] - rule["low"]) // rule["step"] + 1))
    unit = rule.get("unit", "g")
    if unit in OUNCE and amount < 900 and chance(rng, OUNCE_SHARE):
        amount = round(round(amount / OUNCE[unit]) * OUNCE[unit])
    return f"{amount} {unit}"


def write_measure(canonical: str, *, locale: str, rng: np.random.Generator) -> str:
    """Write a canonical measure as a shop in `locale` might, in a unit that says the same value."""
    if " x " in canonical:
        return canonical.replace(" x ", pick(rng, (" x ", " × ")))
    amount, unit = canonical.split()
    number, unit = _other_unit(int(amount), unit, locale=locale, rng=rng)
    if locale in DECIMAL_COMMA:
        number = number.replace(".", ",")
    return f"{number}{_unit_name(unit, locale=locale, rng=rng)}"


def _other_unit(amount: int, unit: str, *, locale: str, rng: np.random.Generator) -> tuple[str, str]:
    ounces = round(amount / OUNCE[unit]) if unit in OUNCE else 0
    if locale == "en" and ounces and round(ounces * OUNCE[unit]) == amount and amount % 10:
        return str(ounces), {"g": "oz", "ml": "fl oz"}[unit]
    if unit in OUNCE and (amount >= 1000 or chance(rng, 0.2)):
        return f"{amount / 1000:g}", {"g": "kg", "ml": "l"}[unit]
    return str(amount), unit


def _unit_name(unit: str, *, locale: str, rng: np.random.Generator) -> str:
    if locale == "zh-hans":
        names = {"g": "克", "kg": "公斤", "l": "升", "ml": "毫升", "cm": "厘米", "h": "小时"}
        return " " + names[unit] if unit not in ("g", "h") else names[unit]
    if locale == "ja":
        return {"h": "時間", "l": "L"}.get(unit, unit)
    if unit == "h":
        return " " + {"en": "hours", "de": "Stunden", "es": "horas", "fr": "heures"}[locale]
    if locale == "en" and unit == "l":
        return pick(rng, (" l", " litres", " L"))
    return " " + unit if locale != "en" or chance(rng, 0.8) or unit == "fl oz" else unit
