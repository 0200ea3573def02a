"""The copy that the storefront gets."""

from collections.abc import Sequence

from recommendations.adapters.scope import rows
from recommendations.copywriting.locales import language_of

PUBLISHED = """
    SELECT product_id, audience, locale, text FROM recommendations_copy
    WHERE product_id = ANY(%(products)s::bigint[]) AND locale = ANY(%(locales)s::text[])
      AND audience = ANY(%(audiences)s::text[]) AND state = 'published'
"""


def copies_for_products(*, product_pks: Sequence[int], locale: str, audiences: Sequence[str]) -> dict[int, str]:
    """Return product → published text in one query; products without one are left out.

    The first audience of `audiences` that has a text wins, then the text for everyone; a text of exactly this
    locale wins over one of its language.
    """
    ranks = {audience: rank for rank, audience in enumerate(dict.fromkeys([*audiences, ""]))}
    found = rows(
        PUBLISHED, {"products": list(product_pks), "locales": [locale, language_of(locale)], "audiences": list(ranks)}
    )
    best_last = sorted(found, key=lambda row: (ranks[row[1]], row[2] != locale), reverse=True)
    return {product: text for product, _, _, text in best_last}
