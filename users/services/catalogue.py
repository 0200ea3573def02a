"""Reads from the catalog what interest modelling needs of a set of products."""

import time
from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from django.db.models import Count

from catalog.current_store import current_store_id
from catalog.models import Category, Product, ProductVector
from catalog.services.engines import text_encoder
from users.interests.price_bands import band_key, price_band
from users.interests.types import Catalogue, Key
from users.services.rhythms import rhythms_known
from users.services.shelves import banded_products, brand_shares, price_bounds
from users.services.telling import brand_key, feature_label, telling_features

BASE_RATES_SECONDS = 120  # how long the catalog-wide shares are kept in a process


def catalogue_of(product_keys: Iterable[int]) -> Catalogue:
    """Return the features, vectors and prices of these products, and what is known of the whole store.

    A product's brand and its price band count as features.
    """
    keys = sorted(set(product_keys))
    features: dict[int, dict[Key, float]] = {key: {} for key in keys}
    rows = telling_features().filter(product__in=keys)
    for product, kind, name, value, confidence in rows.values_list(
        "product_id", "kind", "name", "normalised", "confidence"
    ):
        features[product][(kind, name, value)] = confidence
    prices, bounds = {}, price_bounds()
    shelf = Product.objects.filter(pk__in=keys).values_list("pk", "brand", "price", "category")
    for product, brand, price, category in shelf:
        if brand:
            features[product][brand_key(brand)] = 1.0
        if price:
            prices[product] = float(price)
        if price and category in bounds:
            features[product][band_key(price_band(float(price), bounds[category]))] = 1.0
    base_rates, labels = _shares()
    rhythms, seasons = rhythms_known()
    return Catalogue(features, base_rates, labels, _vectors(keys), prices, brand_shares(), rhythms, seasons)


def interest_labels(most: int) -> list[str]:
    """Return the words of the interests that most products can meet, the commonest first."""
    rates, labels = _shares()
    ordered = sorted(rates, key=lambda key: (-rates[key], key))
    return list(dict.fromkeys(labels[key] for key in ordered))[:most]


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
    rates |= _price_rates(products)
    categories = dict(Category.objects.values_list("path", "name"))
    return rates, {key: feature_label(key, categories) for key in rates}


def _price_rates(products: int) -> dict[Key, float]:
    """Return the share of the catalog in each price band."""
    return {key: count / products for key, count in banded_products().items()}
