"""A product whose copy goes through everything."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from catalog.models import Category, Feature, Product, ProductText
from recommendations.models import Copy, CopyRevision

TEXT = "The Nordkap backpack in navy keeps a laptop dry on the way to work."
MakeProduct = Callable[..., Product]
MakeCopy = Callable[..., Copy]


@pytest.fixture
def make_product(db: None) -> MakeProduct:
    """Return a function that stores a product with texts by locale and features (kind, name, value)."""

    def make(
        external_id: str = "p1",
        *,
        texts: dict[str, tuple[str, str]] | None = None,
        features: tuple[tuple[str, str, str], ...] = (),
        **fields: Any,
    ) -> Product:
        category, _ = Category.objects.get_or_create(slug="backpacks", defaults={"name": "Backpacks"})
        values = {"brand": "Nordkap", "category": category, "currency": "EUR", "created_at": timezone.now()} | fields
        product = Product.objects.create(external_id=external_id, **values)
        default = {"en": ("Nordkap backpack 20 L, navy", "A waterproof backpack for a laptop. It holds 20 litres.")}
        for locale, (title, description) in (default if texts is None else texts).items():
            ProductText.objects.create(product=product, locale=locale, title=title, description=description)
        for kind, name, value in features:
            span = {"evidence_field": "title:en", "evidence_start": 0, "evidence_end": 1}
            Feature.objects.create(
                product=product, kind=kind, name=name, value=value, normalised=value, confidence=0.9, **span
            )
        return product

    return make


@pytest.fixture
def make_copy(make_product: MakeProduct) -> MakeCopy:
    """Return a function that stores a copy with its first revision."""

    def make(product: Product | None = None, **fields: Any) -> Copy:
        values = {"locale": "en", "text": TEXT, "model": "fake"} | fields
        copy = Copy.objects.create(product=product or make_product(), **values)
        CopyRevision.objects.create(copy=copy, number=1, text=copy.text, author=copy.author)
        return copy

    return make
