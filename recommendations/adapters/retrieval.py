"""The sources of candidates. Each one is a query that yields product keys; their union is ranked."""

from collections.abc import Collection

from recommendations.adapters.scope import Scope, array

PER_SOURCE = 60
PER_INTEREST = 40  # neighbours of one interest vector
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
NEAREST = f"""
    SELECT near.id FROM ({{queries}}) AS q CROSS JOIN LATERAL (
        SELECT p.id FROM catalog_productvector pv JOIN catalog_product p ON p.id = pv.product_id
        WHERE {{showable}} ORDER BY pv.embedding <=> q.embedding LIMIT {PER_INTEREST}
    ) AS near
"""
TOGETHER = f"""
    SELECT p.id FROM unnest(%(recent)s::bigint[], %(weights)s::float8[]) AS r(pk, weight)
    JOIN recommendations_itemneighbour n ON n.product_id = r.pk JOIN catalog_product p ON p.id = n.neighbour_id
    WHERE {{showable}} GROUP BY p.id ORDER BY sum(n.score * r.weight) DESC, p.id LIMIT {PER_SOURCE}
"""
TAGGED = f"""
    SELECT p.id FROM users_interesttag t
    JOIN catalog_feature f ON (f.kind, f.name, f.normalised) = (t.kind, t.name, t.value) AND f.store_id = t.store_id
    JOIN catalog_product p ON p.id = f.product_id
    WHERE t.shopper_id = %(shopper)s AND t.status <> 'hidden' AND f.status <> 'rejected' AND {{showable}}
    GROUP BY p.id ORDER BY sum(t.weight * f.confidence) DESC, p.id LIMIT {PER_SOURCE}
"""
SEQUENCE = f"""
    SELECT p.id FROM recommendations_itemembedding e JOIN catalog_product p ON p.id = e.product_id
    WHERE {{showable}} ORDER BY e.embedding <#> %(user)s::halfvec LIMIT {PER_SOURCE}
"""
POPULAR = """
    SELECT p.id FROM recommendations_itempopularity y JOIN catalog_product p ON p.id = y.product_id
    WHERE y.segment = '' AND {showable} ORDER BY y.score DESC, p.id LIMIT %(at_least)s
"""
NEWEST = """
    SELECT p.id FROM catalog_product p
    WHERE {showable} AND p.created_at > %(now)s - make_interval(days => %(new_days)s)
    ORDER BY p.created_at DESC, p.id LIMIT 30
"""
FILLERS = "SELECT p.id FROM catalog_product p WHERE {showable} ORDER BY p.created_at DESC, p.id LIMIT %(at_least)s"
AMONG = "SELECT p.id FROM catalog_product p WHERE p.id = ANY(%(keys)s::bigint[]) AND {showable}"


def candidate_keys(scope: Scope, at_least: int) -> list[int]:
    """Return the keys of all candidates, `at_least` of them where the shop has so many, in a stable order."""
    union = " UNION ".join(f"({sql})" for sql in _sources(scope))
    found = scope.rows(union, new_days=NEW_DAYS, at_least=at_least)
    keys = {pk for (pk,) in found}
    if len(keys) < at_least:  # a young shop, whose products nobody has acted on
        keys.update(pk for (pk,) in scope.rows(FILLERS, at_least=at_least))
    return sorted(keys)


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
