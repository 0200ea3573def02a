"""How far a new shop is on the way to its first list."""

from dataclasses import dataclass

from catalog.models import Feature, Product
from recommendations.models import ApiKey, Copy, Rule
from users.models import Interaction


@dataclass(frozen=True, slots=True)
class ShopProgress:
    """Which of the first steps are done."""

    products: bool
    events: bool
    features: bool
    rules: bool
    copy: bool
    keys: bool


def shop_is_ready() -> bool:
    """Return whether lists can be personal: products that were read, and events."""
    return Feature.objects.exists() and Interaction.objects.exists()


def shop_progress() -> ShopProgress:
    return ShopProgress(
        products=Product.objects.exists(),
        events=Interaction.objects.exists(),
        features=Feature.objects.exists(),
        rules=Rule.live.exists(),
        copy=Copy.objects.filter(state=Copy.State.PUBLISHED).exists(),
        keys=ApiKey.objects.exists(),
    )
