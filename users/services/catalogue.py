"""Reads from the catalog what interest modelling needs of a set of products."""

import time
from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from django.db.models import Count, QuerySet

from catalog.current_store import current_store_id
from catalog.models import Category, Feature, Product, ProductVector
from catalog.services.engines import text_encoder
from users.interests.types import Catalogue, Key

BASE_RATES_SECONDS = 120  # how long the catalog-wide shares are kept in a process
WORDS_ALONE = frozenset({"colour", "material", "pattern", "flavour", "style"})  # "red" says enough without "colour"


def catalogue_of(product_keys: Iterable[int]) -> Catalogue:
    """Return the features, vectors and prices of these products, and the catalog-wide shares."""
    keys = sorted(set(product_keys))
    features: dict[int, dict[Key, float]] = {key: {} for key in keys}
    rows = telling_features().filter(product__in=keys)
    for product, kind, name, value, confidence in rows.values_list(
        "product_id", "kind", "name", "normalised", "confidence"
    ):
        features[product][(kind, name, value)] = confidence
    prices = {}
    for product, brand, price in Product.objects.filter(pk__in=keys).values_list("pk", "brand", "price"):
        if brand:
            features[product][brand_key(brand)] = 1.0
        if price:
            prices[product] = float(price)
    base_rates, labels = _shares()
    return Catalogue(features, base_rates, labels, _vectors(keys), prices)


def interest_labels(most: int) -> list[str]:
    """Return the words of the interests that most products can meet, the commonest first."""
    rates, labels = _shares()
    ordered = sorted(rates, key=lambda key: (-rates[key], key))
    return list(dict.fromkeys(labels[key] for key in ordered))[:most]


def telling_features() -> QuerySet[Feature]:
    """Return the features that can be an interest: nobody is interested in 120 g."""
    return Feature.objects.exclude(status=Feature.Status.REJECTED).exclude(
        kind=Feature.Kind.ATTRIBUTE, normalised__regex=r"^\d"
    )


def brand_key(brand: str) -> Key:
    return ("brand", "brand", brand)


def _vectors(keys: list[int]) -> dict[int, np.ndarray]:
    rows = ProductVector.objects.filter(product__in=keys, encoder=text_encoder().name)
    return {
        product: np.asarray(embedding, dtype=np.float32)
        for product, embedding in rows.values_list("product_id", "embedding")
    }


def _shares() -> tuple[dict[Key, float], dict[Key, str]]:
    return _base_rates(current_store_id(), int(time.monotonic() // BASE_RATES_SECONDS))


@lru_cache(maxsize=16)
def _base_rates(store_id: int, period: int) -> tuple[dict[Key, float], dict[Key, str]]:
    """Return feature → share of the catalog, and feature → words; `period` lets the cache forget."""
    products = Product.objects.count() or 1
    counts = telling_features().values_list("kind", "name", "normalised")
    rates: dict[Key, float] = {
        (kind, name, value): count / products
        for kind, name, value, count in counts.annotate(count=Count("product", distinct=True)).order_by()
    }
    brands = Product.objects.exclude(brand="").values_list("brand").annotate(count=Count("pk")).order_by()
    rates |= {brand_key(brand): count / products for brand, count in brands}
    categories = dict(Category.objects.values_list("path", "name"))
    return rates, {key: feature_label(key, categories) for key in rates}


def feature_label(key: Key, categories: dict[str, str]) -> str:
    kind, name, value = key
    if kind == "category":
        return categories.get(value, value)
    return value if kind != "attribute" or name in WORDS_ALONE else f"{name} {value}"
