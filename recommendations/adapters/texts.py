"""Titles and pictures of the few products that an answer shows or speaks of."""

from collections.abc import Sequence
from dataclasses import dataclass

from recommendations.adapters.scope import array, rows

TEXTS = """
    SELECT DISTINCT ON (p.id) p.id, t.title, p.price, p.currency, p.images ->> 0, p.stock
    FROM catalog_product p JOIN catalog_producttext t ON t.product_id = p.id
    WHERE p.id = ANY(%(keys)s::bigint[])
    ORDER BY p.id, t.locale = %(locale)s DESC, t.locale = %(language)s DESC, t.locale = %(default)s DESC, t.locale
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a card shows of a product."""

    title: str
    price: float | None
    currency: str
    image: str
    stock: int | None


NOTHING = Shown("", None, "", "", None)  # of a product that is gone, or has no text


def shown(keys: Sequence[int], *, locale: str, default_locale: str) -> dict[int, Shown]:
    """Return product → what is shown of it, in this locale, its language, the store's default, or any."""
    parameters = {
        "keys": array(sorted(set(keys))),
        "locale": locale,
        "language": locale.partition("-")[0],
        "default": default_locale,
    }
    return {
        pk: Shown(title, float(price) if price is not None else None, currency, image or "", stock)
        for pk, title, price, currency, image, stock in rows(TEXTS, parameters)
    }
