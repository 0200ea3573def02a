"""Reads what copy may say of products, and the words that the fact gate watches."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from catalog.models import Feature, Product, ProductText
from recommendations.copywriting.types import FeatureValue, ProductSheet, Words
from recommendations.copywriting.vocabulary import Vocabulary


def product_sheets(product_pks: Iterable[int]) -> dict[int, ProductSheet]:
    """Return product → sheet in three queries; features that people rejected are left out."""
    pks = sorted(set(product_pks))
    texts, features = _texts(pks), _features(pks)
    return {
        product.pk: ProductSheet(
            product_id=product.pk,
            brand=product.brand,
            category=product.category.name if product.category else "",
            category_slug=product.category.slug if product.category else "",
            category_names=product.category.names if product.category else {},
            texts=texts[product.pk],
            attributes={name: words for name, value in product.attributes.items() if (words := _words(value))},
            features=tuple(features[product.pk]),
        )
        for product in Product.objects.select_related("category").filter(pk__in=pks)
    }


def store_vocabulary() -> Vocabulary:
    """Return the brands of the whole store for the fact gate."""
    return Vocabulary.of(Product.objects.exclude(brand="").values_list("brand", flat=True).distinct().order_by())


def _texts(pks: list[int]) -> dict[int, dict[str, Words]]:
    texts: dict[int, dict[str, Words]] = defaultdict(dict)
    rows = ProductText.objects.filter(product__in=pks).values_list("product_id", "locale", "title", "description")
    for product, locale, title, description in rows:
        texts[product][locale] = Words(title, description)
    return texts


def _features(pks: list[int]) -> dict[int, list[FeatureValue]]:
    features: dict[int, list[FeatureValue]] = defaultdict(list)
    rows = Feature.objects.filter(product__in=pks).exclude(status=Feature.Status.REJECTED)
    for product, *values in rows.order_by("kind", "name", "normalised", "pk").values_list(
        "product_id", "kind", "name", "value", "normalised", "evidence_field"
    ):
        features[product].append(FeatureValue(*values))
    return features


def _words(value: Any) -> str:
    """Return a feed attribute in words; nested ones say nothing to a reader."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_words, value)))
    return str(value).strip() if isinstance(value, str | int | float | bool) else ""
