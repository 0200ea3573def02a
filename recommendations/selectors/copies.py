"""The copy that the storefront gets."""

from collections.abc import Sequence

from recommendations.copywriting.locales import language_of
from recommendations.models import Copy


def copies_for_products(*, product_pks: Sequence[int], locale: str, audiences: Sequence[str]) -> dict[int, str]:
    """Return product → published text in one query; products without one are left out.

    The first audience of `audiences` that has a text wins, then the text for everyone; a text of exactly this
    locale wins over one of its language.
    """
    ranks = {audience: rank for rank, audience in enumerate(dict.fromkeys([*audiences, ""]))}
    rows = Copy.objects.filter(
        product__in=product_pks,
        locale__in={locale, language_of(locale)},
        audience__in=list(ranks),
        state=Copy.State.PUBLISHED,
    ).values_list("product_id", "audience", "locale", "text")
    best_last = sorted(rows, key=lambda row: (ranks[row[1]], row[2] != locale), reverse=True)
    return {product: text for product, _, _, text in best_last}
