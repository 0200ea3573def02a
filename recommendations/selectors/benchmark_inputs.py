"""What the benchmarks ask of the shop's own data."""

from typing import Any

from catalog.current_store import current_store_id
from users.models import InterestVector, Shopper

SHOPPERS = 200

# The retrieval by interest vectors alone: no profile, no rules, no ranking, no texts.
NEAREST = """
SELECT near.external_id, near.distance
FROM users_interestvector q CROSS JOIN LATERAL (
    SELECT p.external_id, pv.embedding <=> q.embedding AS distance
    FROM catalog_productvector pv JOIN catalog_product p ON p.id = pv.product_id
    WHERE p.store_id = %(store)s AND p.available AND NOT p.hidden AND p.stock IS DISTINCT FROM 0
    ORDER BY pv.embedding <=> q.embedding LIMIT %(k)s
) AS near
WHERE q.shopper_id = %(shopper)s ORDER BY near.distance LIMIT %(k)s
"""


def profiled_shoppers(limit: int = SHOPPERS) -> dict[str, int]:
    """Return external id → key of shoppers with interest vectors, the liveliest first."""
    profiled = InterestVector.objects.values("shopper")
    found = Shopper.objects.filter(pk__in=profiled, opted_out=False).order_by("-event_count", "pk")
    return dict(found.values_list("external_id", "pk")[:limit])


def nearest_arguments(shoppers: dict[str, int], k: int) -> tuple[dict[str, Any], ...]:
    """Return the arguments of NEAREST for each shopper."""
    return tuple({"store": current_store_id(), "shopper": pk, "k": k} for pk in shoppers.values())
