"""Price bands: how dear a product is among those of its category, in words."""

from collections.abc import Mapping

from users.interests.types import Key

Bounds = tuple[float, float]  # the prices that part a category's products into thirds

LOW, MID, PREMIUM = "low", "mid", "premium"
NAMES: Mapping[str, Mapping[str, str]] = {  # band → locale → words
    LOW: {
        "en": "low price",
        "de": "günstiger Preis",
        "es": "precio bajo",
        "fr": "petit prix",
        "ja": "お手頃価格",
        "zh-hans": "低价位",
    },
    MID: {
        "en": "mid price",
        "de": "mittlerer Preis",
        "es": "precio medio",
        "fr": "prix moyen",
        "ja": "中価格帯",
        "zh-hans": "中等价位",
    },
    PREMIUM: {
        "en": "premium price",
        "de": "gehobener Preis",
        "es": "precio alto",
        "fr": "prix haut de gamme",
        "ja": "高価格帯",
        "zh-hans": "高价位",
    },
}
LABELS: Mapping[str, str] = {band: names["en"] for band, names in NAMES.items()}
LEAST_PRODUCTS = 6  # with a price: thirds of fewer say nothing


def price_band(price: float, bounds: Bounds) -> str:
    """Return the third of its category that a price lies in; a price on a bound belongs to the lower third."""
    lower, upper = bounds
    if price <= lower:
        return LOW
    return MID if price <= upper else PREMIUM


def parts(bounds: Bounds) -> bool:
    """Say whether the bounds part anything: where most products cost the same, no third is dearer."""
    return 0 < bounds[0] < bounds[1]


def band_key(band: str) -> Key:
    return ("price", "price", band)
