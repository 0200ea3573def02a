"""What the benchmarks ask of the shop's own data."""

from catalog.current_store import current_store_id
from recommendations.evaluation.benchmarks.database_floor import Query
from users.models import InterestVector, Shopper

SHOPPERS = 200

# The retrieval by interest vectors alone: no profile, no rules, no ranking, no texts.
# `{k}` stands in the text: planned for any limit, the query would be slower than it is.
NEAREST = """
SELECT near.external_id, near.distance
FROM users_interestvector q CROSS JOIN LATERAL (
    SELECT p.external_id, pv.embedding <=> q.embedding AS distance
    FROM catalog_productvector pv JOIN catalog_product p ON p.id = pv.product_id
    WHERE p.store_id = %(store)s AND p.available AND NOT p.hidden AND p.stock IS DISTINCT FROM 0
    ORDER BY pv.embedding <=> q.embedding LIMIT {k}
) AS near
WHERE q.shopper_id = %(shopper)s ORDER BY near.distance LIMIT {k}
"""


def profiled_shoppers(limit: int = SHOPPERS) -> dict[str, int]:
    """Return external id → key of shoppers with interest vectors, the liveliest first."""
    profiled = InterestVector.objects.values("shopper")
    found = Shopper.objects.filter(pk__in=profiled, opted_out=False).order_by("-event_count", "pk")
    return dict(found.values_list("external_id", "pk")[:limit])


def nearest_query(shoppers: dict[str, int], k: int) -> Query:
    """Return NEAREST for each of the shoppers."""
    arguments = tuple({"store": current_store_id(), "shopper": pk} for pk in shoppers.values())
    return Query(NEAREST.replace("{k}", str(k)), arguments)
