"""Items like one item."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from catalog.current_store import current_store_id
from catalog.models import Product, Store
from recommendations.adapters.scope import SHOWABLE, Recent, Scope
from recommendations.adapters.texts import NOTHING, shown
from recommendations.engine.errors import InvalidK, RequestError, UnknownProduct
from recommendations.engine.explanation import reason
from recommendations.engine.types import AnswerItem, Factor, Item, Scored
from recommendations.models.placement import LARGEST_K
from recommendations.selectors.copies import copies_for_products

# `{k}` is written into the queries: planned for any limit, Postgres expects a tenth of the catalog.
SIMILAR = f"""
    SELECT p.id, p.external_id, p.brand, 1 - (v.embedding <=> own.embedding)
    FROM catalog_productvector own, catalog_productvector v JOIN catalog_product p ON p.id = v.product_id
    WHERE own.product_id = %(product)s AND {SHOWABLE}
    ORDER BY v.embedding <=> own.embedding, p.id LIMIT {{k}}
"""
TOGETHER = f"""
    SELECT p.id, p.external_id, p.brand, n.score
    FROM recommendations_itemneighbour n JOIN catalog_product p ON p.id = n.neighbour_id
    WHERE n.product_id = %(product)s AND {SHOWABLE} ORDER BY n.score DESC, p.id LIMIT {{k}}
"""

# Pictures are near each other only as one encoder sees them.
VISUAL = f"""
    SELECT near.id, near.external_id, near.brand, 1 - near.distance
    FROM catalog_picturevector own CROSS JOIN LATERAL (
        SELECT p.id, p.external_id, p.brand, v.embedding <=> own.embedding AS distance
        FROM catalog_picturevector v JOIN catalog_product p ON p.id = v.product_id
        WHERE v.encoder = own.encoder AND v.embedding IS NOT NULL AND {SHOWABLE}
        ORDER BY v.embedding <=> own.embedding, p.id LIMIT {{k}}
    ) AS near
    WHERE own.product_id = %(product)s AND own.embedding IS NOT NULL ORDER BY near.distance, near.id
"""


@dataclass(frozen=True, slots=True)
class Kind:
    """One way to be alike: the query, and the factor that explains it."""

    sql: str
    factor: str


KINDS = {
    "similar": Kind(SIMILAR, "interest"),
    "together": Kind(TOGETHER, "together"),
    "visual": Kind(VISUAL, "visual"),
}


def similar_items(*, product_id: str, kind: str = "similar", k: int = 10, locale: str = "") -> list[AnswerItem]:
    """Return the showable items nearest to this one, best first. Raises RequestError naming the field.

    The list is empty where nothing is known of the item: no text vector, no neighbours, no picture vector.
    """
    if kind not in KINDS:
        raise RequestError("kind", f"{kind!r} is not a kind of likeness: use one of {', '.join(KINDS)}")
    if not 1 <= k <= LARGEST_K:
        raise InvalidK("k", f"is {k}: ask for 1 to {LARGEST_K} items")
    product = Product.objects.filter(external_id=product_id).first()
    if product is None:
        raise UnknownProduct(
            "product_id", f"no product {product_id!r} in the catalog: send it to /products/bulk/ first"
        )
    now = timezone.now()
    scope = Scope(None, False, now, locale, excluded=[product.pk], recent=[Recent(product.pk, 1.0)])
    rows = scope.rows(KINDS[kind].sql.replace("{k}", str(k)), product=product.pk)
    store = Store.objects.get(pk=current_store_id())
    return items_of(rows, factor=KINDS[kind].factor, store=store, locale=locale, about=product.pk)


def items_of(
    rows: Sequence[tuple[Any, ...]], *, factor: str, store: Store, locale: str, about: int | None = None
) -> list[AnswerItem]:
    """Return items whose whole score is one factor; `rows` are (key, product id, brand, score), best first.

    `about` is the product whose title the factor rests on, where there is one.
    """
    locale = locale or store.default_locale
    keys = [pk for pk, *_ in rows]
    cards = shown([*keys, *([about] if about else [])], locale=locale, default_locale=store.default_locale)
    copies = copies_for_products(product_pks=keys, locale=locale, audiences=[])
    items = []
    for rank, (pk, item_id, brand, score) in enumerate(rows, start=1):
        card = cards.get(pk, NOTHING)
        because = Factor(factor, min(1.0, max(0.0, score)), 1.0, cards.get(about or 0, NOTHING).title)
        scored = Scored(Item(pk, item_id, brand, card.price, frozenset()), because.contribution, (because,))
        items.append(
            AnswerItem(
                pk=pk,
                product_id=item_id,
                rank=rank,
                score=scored.score,
                reason=reason(scored, locale),
                factors=scored.factors,
                copy=copies.get(pk),
                rule_id=None,
                ranked_without_rules=rank,
                title=card.title,
                brand=brand,
                price=card.price,
                currency=card.currency,
                image=card.image,
                stock=card.stock,
            )
        )
    return items
