"""Turns placed items into what API, preview and command show."""

from collections.abc import Sequence
from dataclasses import replace

from recommendations.adapters.texts import NOTHING, Shown, shown
from recommendations.engine.explanation import reason
from recommendations.engine.types import AnswerItem, Factor, Placed
from recommendations.selectors.copies import copies_for_products
from recommendations.selectors.request_context import Context

PRODUCT, QUERY = "product:", "query:"  # how evidence names a product by its key, and a search
NAMED = frozenset({"interest", "together"})  # factors whose evidence does; that of tags is words that people write


def answer_items(placed: Sequence[Placed], context: Context) -> list[AnswerItem]:
    """Return the items with texts, reason and approved copy in the context's locale."""
    factors = {row.scored.item.pk: row.scored.factors for row in placed}
    spoken_of = {_product_of(factor) for group in factors.values() for factor in group} - {None}
    cards = shown(
        [*factors, *(pk for pk in spoken_of if pk is not None)],
        locale=context.locale,
        default_locale=context.default_locale,
    )
    copies = copies_for_products(product_pks=list(factors), locale=context.locale, audiences=_audiences(placed))
    return [_item(row, cards, copies, context.locale) for row in placed]


def _item(row: Placed, cards: dict[int, Shown], copies: dict[int, str], locale: str) -> AnswerItem:
    item = row.scored.item
    told = replace(row.scored, factors=tuple(_told(factor, item.pk, cards) for factor in row.scored.factors))
    card = cards.get(item.pk, NOTHING)
    return AnswerItem(
        pk=item.pk,
        product_id=item.item_id,
        rank=row.rank,
        score=row.scored.score,
        reason=reason(told, locale),
        factors=told.factors,
        copy=copies.get(item.pk),
        rule_id=row.rule_id,
        ranked_without_rules=row.ranked_without_rules,
        title=card.title,
        brand=item.brand,
        price=card.price,
        currency=card.currency,
        image=card.image,
        stock=card.stock,
        kept_for_new=row.kept_for_new,
        moved_by=row.moved_by,
    )


def _product_of(factor: Factor) -> int | None:
    is_product = factor.name in NAMED and factor.evidence.startswith(PRODUCT)
    return int(factor.evidence.removeprefix(PRODUCT)) if is_product else None


def _told(factor: Factor, pk: int, cards: dict[int, Shown]) -> Factor:
    """Put what a factor rests on into words: the title of a product, or a search."""
    if factor.name not in NAMED:  # as nearly all are where many rules move an item
        return factor
    if factor.evidence.startswith(QUERY):
        return factor._replace(evidence=factor.evidence.removeprefix(QUERY), ground="query")
    product = _product_of(factor)
    if product is None:
        return factor
    return factor._replace(evidence=cards.get(product, NOTHING).title, ground="seen" if product == pk else "")


def _audiences(placed: Sequence[Placed]) -> list[str]:
    """Return the interests that the listed items have in common with the shopper, as copy names its audiences."""
    features = {key for row in placed for key in row.scored.item.features}
    return sorted(f"{kind}:{value}" for kind, _, value in features)
