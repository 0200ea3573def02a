"""A shop in which each page has something to say, and readers of other languages."""

from django.test import Client
from django.utils import timezone

from recommendations.models import AttributionState
from tests.factories import CopyFactory, FeatureFactory, InteractionFactory, ProductFactory, RuleFactory
from tests.recommendations.dashboard.copy_rows import draft
from tests.recommendations.dashboard.measured_days import product_day, rank_day, shopper_days

FINDING = {
    "severity": "block",
    "code": "brand",
    "span": [0, 5],
    "message": "'Norda' is another brand.",
    "suggestion": "Delete it.",
}


def fill_shop() -> None:
    draft(1, findings=[FINDING])
    CopyFactory(state="published")
    FeatureFactory()
    InteractionFactory()
    RuleFactory(product=ProductFactory(external_id="gone", stock=0))
    shopper_days(20)
    product_day(1234)
    rank_day(1, 100, 12)
    AttributionState.objects.create(counted_at=timezone.now())


def chosen(client: Client, code: str) -> Client:
    """Choose a language as the menu of the pages does."""
    answer = client.post("/language/", {"language": code, "next": "/admin/"})
    assert answer.status_code == 302
    return client
