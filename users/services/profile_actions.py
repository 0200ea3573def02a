"""What shoppers did, in the words that the language model reads."""

from collections.abc import Collection, Mapping, Sequence

from catalog.models import Product, ProductText
from users.interests.judging import MOST_ACTIONS
from users.interests.types import Weighted

READ = 40  # latest events of a shopper
NOBODIES = 6
VERBS = {"search": "searched for", "purchase": "bought", "cart": "put in the cart", "like": "liked"}
OTHER_VERB = "looked at"


def actions_in_words(histories: Mapping[int, Sequence[Weighted]]) -> dict[int, tuple[str, ...]]:
    """Put the latest events of each shopper into words, each product or query once."""
    latest = {key: rows[:READ] for key, rows in histories.items()}
    titles = _titles({row.event.product for rows in latest.values() for row in rows if row.event.product})
    return {
        key: tuple(
            dict.fromkeys(
                f"{VERBS.get(row.event.type, OTHER_VERB)} {row.event.query or titles.get(row.event.product or 0, '')}"
                for row in rows
                if row.weight > 0
            )
        )
        for key, rows in latest.items()
    }


def actions_of_nobody() -> list[tuple[str, ...]]:
    """Return what shoppers without a taste would have done: looked at products from all over the catalog.

    The same as long as the catalog is, so that a model has to be asked once for what it says after them.
    """
    keys = list(Product.objects.order_by("pk").values_list("pk", flat=True))
    wanted = NOBODIES * MOST_ACTIONS
    spread = [keys[at * len(keys) // wanted] for at in range(wanted)] if len(keys) >= wanted else keys
    titles = _titles(spread)
    looks = [f"{OTHER_VERB} {titles[key]}" for key in spread if key in titles]
    return [tuple(own) for at in range(NOBODIES) if (own := looks[at::NOBODIES])]


def _titles(products: Collection[int]) -> dict[int, str]:
    """Return the titles of products, the English one where there is one."""
    titles: dict[int, str] = {}
    texts = ProductText.objects.filter(product__in=products).order_by("product_id", "locale")
    for product, locale, title in texts.values_list("product_id", "locale", "title"):
        if locale == "en" or product not in titles:
            titles[product] = title
    return titles
