"""Rows and people that the tests of the staff pages share."""

from datetime import UTC, datetime
from typing import Any

from django.test import Client

from catalog.models import Category, Feature, Product, ProductText
from users.models import Interaction, InterestTag, Shopper, StaffRole, User

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ROLES = ["merchandiser", "marketer", "analyst", "administrator", "outsider"]


def staff(role: str) -> User:
    """Make a member of staff with this role; an outsider is staff without any."""
    user = User.objects.create(username=role, is_staff=True)
    if role != "outsider":
        StaffRole.objects.create(user=user, role=role)
    return user


def client_of(role: str) -> Client:
    client = Client()
    client.force_login(staff(role))
    return client


def product(number: int = 1, **values: Any) -> Product:
    """Make a product with an English and a German title."""
    defaults = {
        "external_id": f"sku-{number}",
        "price": 129,
        "currency": "EUR",
        "stock": 40,
        "images": [f"/media/{number}.svg"],
        "text_hash": "a",
        "extracted_hash": "a",
        "created_at": NOW,
    }
    made = Product.objects.create(**(defaults | values))
    ProductText.objects.create(product=made, locale="en", title=f"Trail shoe {number}", description="Of merino wool.")
    ProductText.objects.create(product=made, locale="de", title=f"Laufschuh {number}")
    return made


def feature(of: Product, **values: Any) -> Feature:
    defaults = {
        "kind": "attribute",
        "name": "material",
        "value": "merino wool",
        "normalised": "merino wool",
        "confidence": 0.95,
        "evidence_field": "description:en",
        "evidence_start": 3,
        "evidence_end": 14,
    }
    return Feature.objects.create(product=of, **(defaults | values))


def category(slug: str = "shoes", parent: Category | None = None) -> Category:
    return Category.objects.create(slug=slug, name=slug.title(), parent=parent)


def shopper(number: int = 1, **values: Any) -> Shopper:
    defaults = {"external_id": f"s-{number}", "locale": "en", "created_at": NOW, "last_seen_at": NOW}
    return Shopper.objects.create(**(defaults | values))


def event(of: Shopper, event_id: str, **values: Any) -> Interaction:
    defaults = {"type": "view", "occurred_at": NOW}
    return Interaction.objects.create(shopper=of, event_id=event_id, **(defaults | values))


def tag(of: Shopper, value: str = "hiking", **values: Any) -> InterestTag:
    defaults = {"kind": "function", "name": "function", "label": value, "weight": 0.5}
    return InterestTag.objects.create(shopper=of, value=value, **(defaults | values))
