"""A product whose copy goes through everything."""

from collections.abc import Callable
from typing import Any

import pytest

from catalog.models import Category, Product
from recommendations.models import Copy, CopyRevision
from tests.factories import CategoryFactory, CopyFactory, FeatureFactory, ProductFactory

TEXT = "The Nordkap backpack in navy keeps a laptop dry on the way to work."
TEXTS = {"en": ("Nordkap backpack 20 L, navy", "A waterproof backpack for a laptop. It holds 20 litres.")}
MakeProduct = Callable[..., Product]
MakeCopy = Callable[..., Copy]


@pytest.fixture
def make_product(db: None) -> MakeProduct:
    """Return a function that stores a backpack with texts by locale and features (kind, name, value)."""

    def make(external_id: str = "p1", *, features: tuple[tuple[str, str, str], ...] = (), **fields: Any) -> Product:
        backpacks = Category.objects.filter(slug="backpacks").first() or CategoryFactory(slug="backpacks")
        values = {"brand": "Nordkap", "category": backpacks, "texts": TEXTS} | fields
        product: Product = ProductFactory(external_id=external_id, **values)
        for kind, name, value in features:
            FeatureFactory(product=product, kind=kind, name=name, value=value)
        return product

    return make


@pytest.fixture
def make_copy(make_product: MakeProduct) -> MakeCopy:
    """Return a function that stores a copy with its first revision."""

    def make(product: Product | None = None, **fields: Any) -> Copy:
        copy: Copy = CopyFactory(**{"product": product or make_product(), "text": TEXT, "model": "fake"} | fields)
        CopyRevision.objects.create(copy=copy, number=1, text=copy.text, author=copy.author)
        return copy

    return make
