"""The usual slots of a storefront, and the release that they begin with."""

from catalog.current_store import in_store
from catalog.models import Store
from recommendations.models import Placement
from recommendations.services.releases import release_first

DEFAULTS = [("home", "Home page", 10), ("product", "Product page", 8), ("cart", "Cart", 6), ("email", "E-mail", 6)]


def placements_create(*, store: Store) -> None:
    """Give a store the usual placements, where it has none of that key, and a first release."""
    with in_store(store.pk):
        for key, name, k in DEFAULTS:
            Placement.objects.get_or_create(key=key, defaults={"name": name, "k": k})
        release_first()
