"""The sources of candidates. Each one is a query that yields product keys; their union is ranked."""

from collections.abc import Collection

from recommendations.adapters.scope import Scope, array

FEWEST_PER_SOURCE = 30
FEWEST_PER_INTEREST = 20  # neighbours of one interest vector
PER_TAG = 150  # products looked at that have a value of interest
NEW_DAYS = 14

# Whose neighbours are asked for: the interest vectors of a profile, or the latest products where there is none.
INTERESTS = """
    SELECT v.embedding, v.weight / max(v.weight) OVER () AS weight, v.label
    FROM users_interestvector v WHERE v.shopper_id = %(shopper)s
"""
RECENT_VECTORS = """
    SELECT v.embedding, r.weight, 'product:' || r.pk AS label
    FROM unnest(%(recent)s::bigint[], %(weights)s::float8[]) AS r(pk, weight)
    JOIN catalog_productvector v ON v.product_id = r.pk ORDER BY r.weight DESC LIMIT 5
"""
# Limits are written into these queries: planned for any limit, Postgres expects a tenth of the catalog.
NEAREST = """
    SELECT near.id FROM ({queries}) AS q CROSS JOIN LATERAL (
        SELECT p.id FROM catalog_productvector pv JOIN catalog_product p ON p.id = pv.product_id
        WHERE {showable} ORDER BY pv.embedding <=> q.embedding LIMIT {per_interest}
    ) AS near
"""
# These two choose before they look whether a product may be shown: `{first}` lets them choose twice as many as needed,
# or all where a request leaves only few.
TOGETHER = """
    SELECT p.id FROM (
        SELECT n.neighbour_id AS id, sum(n.score * r.weight) AS score
        FROM unnest(%(recent)s::bigint[], %(weights)s::float8[]) AS r(pk, weight)
        JOIN recommendations_itemneighbour n ON n.product_id = r.pk
        GROUP BY n.neighbour_id ORDER BY score DESC, n.neighbour_id LIMIT {first}
    ) AS found JOIN catalog_product p ON p.id = found.id
    WHERE {showable} ORDER BY found.score DESC, p.id LIMIT {per_source}
"""
# A value that very many products have tells little; some of them are enough, whatever the size of the catalog.
TAGGED = f"""
    SELECT p.id FROM (
        SELECT f.product_id AS id, sum(t.weight * f.confidence) AS score
        FROM users_interesttag t CROSS JOIN LATERAL (
            SELECT f.product_id, f.confidence FROM catalog_feature f
            WHERE (f.kind, f.name, f.normalised) = (t.kind, t.name, t.value) AND f.store_id = t.store_id
              AND f.status <> 'rejected' LIMIT {PER_TAG}
        ) AS f
        WHERE t.shopper_id = %(shopper)s AND t.status <> 'hidden'
        GROUP BY f.product_id ORDER BY score DESC, f.product_id LIMIT {{first}}
    ) AS found JOIN catalog_product p ON p.id = found.id
    WHERE {{showable}} ORDER BY found.score DESC, p.id LIMIT {{per_source}}
"""
SEQUENCE = """
    SELECT p.id FROM recommendations_itemembedding e JOIN catalog_product p ON p.id = e.product_id
    WHERE {showable} ORDER BY e.embedding <#> %(user)s::halfvec LIMIT {per_source}
"""
POPULAR = """
    SELECT p.id FROM recommendations_itempopularity y JOIN catalog_product p ON p.id = y.product_id
    WHERE y.store_id = %(store)s AND y.segment = '' AND {showable} ORDER BY y.score DESC, p.id LIMIT {at_least}
"""
NEWEST = f"""
    SELECT p.id FROM catalog_product p
    WHERE {{showable}} AND p.created_at > %(now)s - interval '{NEW_DAYS} days'
    ORDER BY p.created_at DESC, p.id LIMIT 30
"""
FILLERS = "SELECT p.id FROM catalog_product p WHERE {showable} ORDER BY p.created_at DESC, p.id LIMIT {at_least}"
AMONG = "SELECT p.id FROM catalog_product p WHERE p.id = ANY(%(keys)s::bigint[]) AND {showable}"


def candidate_keys(scope: Scope, at_least: int) -> list[int]:
    """Return the keys of all candidates, `at_least` of them where the shop has so many, in a stable order."""
    found = scope.rows(_with_limits(" UNION ".join(f"({sql})" for sql in _sources(scope)), scope, at_least))
    keys = {pk for (pk,) in found}
    if len(keys) < at_least:  # a young shop, whose products nobody has acted on
        keys.update(pk for (pk,) in scope.rows(_with_limits(FILLERS, scope, at_least)))
    return sorted(keys)


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


def showable(scope: Scope, keys: Collection[int]) -> frozenset[int]:
    """Return those of these products that the scope's lists may show."""
    return frozenset(pk for (pk,) in scope.rows(AMONG, keys=array(keys))) if keys else frozenset()


def _sources(scope: Scope) -> list[str]:
    sources = [POPULAR, NEWEST]
    if scope.has_vectors:
        sources.append(NEAREST.replace("{queries}", INTERESTS))
    elif scope.recent:
        sources.append(NEAREST.replace("{queries}", RECENT_VECTORS))
    if scope.user_embedding:
        sources.append(SEQUENCE)
    if scope.has_profile:
        sources.append(TAGGED)
    if scope.recent:
        sources.append(TOGETHER)
    return sources
