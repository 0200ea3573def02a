"""The sources of candidates. Each one is a query that yields products; what they find together is ranked."""

from recommendations.adapters.scope import Scope

FEWEST_PER_SOURCE = 30
FEWEST_PER_INTEREST = 20  # neighbours of one interest vector
PER_TAG = 150  # products looked at that have a value of interest
MOST_INTERESTS = 5  # vectors whose neighbours are asked for
NEW_DAYS = 14

# What the sources share with what reads the candidates: each of these is computed once a request.
SHARED = """
    interests AS MATERIALIZED ({interests}),
    tags AS MATERIALIZED (
        SELECT row_number() OVER (ORDER BY t.weight DESC, t.id) - 1 AS at, t.kind, t.name, t.value, t.label, t.weight
        FROM users_interesttag t WHERE t.shopper_id = %(profile)s AND t.status <> 'hidden' AND t.weight > 0
    ),
    beside AS MATERIALIZED (
        SELECT n.neighbour_id AS id, r.at - 1 AS at, n.score * r.weight AS part
        FROM unnest(%(recent)s::bigint[], %(weights)s::float8[]) WITH ORDINALITY AS r(pk, weight, at)
        JOIN recommendations_itemneighbour n ON n.product_id = r.pk
    ),
    shown AS NOT MATERIALIZED (
        SELECT p.id, p.external_id, p.brand, p.category_id, p.price, p.stock, p.created_at
        FROM catalog_product p WHERE {showable}
    )
"""
# Whose neighbours are asked for: the interest vectors of a profile, or the latest products where there is none.
INTERESTS = f"""
    SELECT row_number() OVER (ORDER BY v.weight DESC, v.position) AS at, v.embedding, v.label,
           power(v.weight / max(v.weight) OVER (), 0.25) AS weight
    FROM users_interestvector v WHERE v.shopper_id = %(shopper)s ORDER BY v.weight DESC, v.position
    LIMIT {MOST_INTERESTS}
"""
RECENT_VECTORS = f"""
    SELECT row_number() OVER (ORDER BY r.weight DESC, r.pk) AS at, v.embedding, 'product:' || r.pk AS label,
           power(r.weight, 0.25) AS weight
    FROM unnest(%(recent)s::bigint[], %(weights)s::float8[]) AS r(pk, weight)
    JOIN catalog_productvector v ON v.product_id = r.pk ORDER BY r.weight DESC, r.pk LIMIT {MOST_INTERESTS}
"""
# Limits are written into these queries: planned for any limit, Postgres expects a tenth of the catalog.
NEAREST = """
    SELECT near.* FROM interests AS q CROSS JOIN LATERAL (
        SELECT p.* FROM catalog_productvector pv JOIN shown p ON p.id = pv.product_id
        ORDER BY pv.embedding <=> q.embedding LIMIT {per_interest}
    ) AS near
"""
# These two choose before they look whether a product may be shown: `{first}` lets them choose twice as many as needed,
# or all where a request leaves only few.
TOGETHER = """
    SELECT p.* FROM (
        SELECT id, sum(part) AS score FROM beside GROUP BY id ORDER BY score DESC, id LIMIT {first}
    ) AS found JOIN shown p ON p.id = found.id ORDER BY found.score DESC, p.id LIMIT {per_source}
"""
# A value that very many products have tells little; some of them are enough, whatever the size of the catalog.
TAGGED = f"""
    SELECT p.* FROM (
        SELECT f.product_id AS id, sum(t.weight * f.confidence) AS score
        FROM tags t CROSS JOIN LATERAL (
            SELECT f.product_id, f.confidence FROM catalog_feature f
            WHERE f.store_id = %(store)s AND f.kind = t.kind AND f.normalised = t.value AND f.name = t.name
              AND f.status <> 'rejected' LIMIT {PER_TAG}
        ) AS f GROUP BY f.product_id ORDER BY score DESC, f.product_id LIMIT {{first}}
    ) AS found JOIN shown p ON p.id = found.id ORDER BY found.score DESC, p.id LIMIT {{per_source}}
"""
SEQUENCE = """
    SELECT p.* FROM recommendations_itemembedding e JOIN shown p ON p.id = e.product_id
    ORDER BY e.embedding <#> (SELECT %(user)s::halfvec) LIMIT {per_source}
"""
POPULAR = """
    SELECT p.* FROM recommendations_itempopularity y JOIN shown p ON p.id = y.product_id
    WHERE y.store_id = %(store)s AND y.segment = '' ORDER BY y.score DESC, p.id LIMIT {at_least}
"""
NEWEST = f"""
    SELECT p.* FROM shown p WHERE p.created_at > %(now)s - interval '{NEW_DAYS} days'
    ORDER BY p.created_at DESC, p.id LIMIT 30
"""
FILLERS = "SELECT p.* FROM shown p ORDER BY p.created_at DESC, p.id LIMIT {at_least}"
PINNED = "SELECT p.* FROM shown p WHERE p.id = ANY(%(pins)s::bigint[])"


def sources(scope: Scope, at_least: int, *, pins: bool = False, fill: bool = False) -> str:
    """Return the query for the products that the scope's sources find, one twice that two of them find.

    `pins`: and those of the parameter `pins` that may be shown, once more each. `fill`: and the newest of all, which
    also come where every source is switched off.
    """
    usable = {
        "popular": (POPULAR, True),
        "new": (NEWEST, True),
        "interest": (NEAREST, scope.has_vectors or bool(scope.recent)),
        "sequence": (SEQUENCE, bool(scope.user_embedding)),
        "tags": (TAGGED, scope.has_profile),
        "together": (TOGETHER, bool(scope.recent)),
    }
    chosen = [sql for name, (sql, there) in usable.items() if there and name not in scope.sources_off]
    chosen += [FILLERS] * (fill or not chosen) + [PINNED] * pins
    return _with_limits(" UNION ALL ".join(f"({sql})" for sql in chosen), scope, at_least)


def shared(scope: Scope) -> str:
    """Return the common table expressions that sources and readers are written over."""
    return SHARED.replace("{interests}", INTERESTS if scope.has_vectors else RECENT_VECTORS)


def _with_limits(sql: str, scope: Scope, at_least: int) -> str:
    """Return the query with its limits, from so many rows a source that more change nothing in what is served."""
    per_source = max(FEWEST_PER_SOURCE, at_least // 2)
    few_left = scope.categories is not None or len(scope.excluded) > per_source
    limits = {
        "{at_least}": at_least,
        "{per_source}": per_source,
        "{per_interest}": max(FEWEST_PER_INTEREST, at_least // 4),
        "{first}": "ALL" if few_left else 2 * per_source,
    }
    for name, value in limits.items():
        sql = sql.replace(name, str(value))
    return sql
