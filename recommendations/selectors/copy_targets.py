"""Which copy is worth writing next."""

from collections import Counter
from collections.abc import Iterator, Mapping

from django.db.models import Count

from catalog.models import ProductText
from recommendations.copywriting.audiences import AUDIENCE_KINDS, audience_key, product_audiences
from recommendations.copywriting.locales import language_of
from recommendations.copywriting.types import ProductSheet
from recommendations.models import Copy, ItemPopularity
from recommendations.selectors.copy_sheets import product_sheets
from recommendations.selectors.figures import recommendable_products
from users.models import InterestTag, Shopper

MOST_PRODUCTS = 2000
INTERESTS_PER_PRODUCT = 2
LEAST_POPULARITY = 0.01  # of a product that nobody has looked at yet

Target = tuple[int, str, str]  # product, audience, locale


def copy_targets(limit: int | None = None) -> list[str]:
    """Return "product|audience|locale" of the copy still to be written, what most shoppers would read first.

    A text is worth the product's popularity times the share of shoppers with its language, and less for each
    further audience of the product: its most frequent interest, everyone, the second interest. Deterministic.
    """
    popularity = _popular_products()
    shoppers, shares = _shoppers_by_interest(), _language_shares()
    written = set(Copy.objects.values_list("product_id", "audience", "locale"))
    worth: dict[Target, float] = {}
    for pk, sheet in product_sheets(popularity).items():
        for place, audience in enumerate(_audiences(sheet, shoppers)):
            for locale in sheet.texts:
                share = shares.get(language_of(locale), 0.0) + 0.01
                worth[pk, audience, locale] = popularity[pk] * share / (1 + place)
    chosen = sorted(worth.keys() - written, key=lambda target: (-worth[target], target))
    return [target_id(*target) for target in chosen[:limit]]


def target_id(product: int, audience: str, locale: str) -> str:
    """Return how a job names a target."""
    return f"{product}|{audience}|{locale}"


def read_targets(ids: list[str | int]) -> list[Target]:
    """Return the targets of a job's ids; a product by itself stands for everyone in each of its locales."""
    alone = [int(one) for one in ids if "|" not in str(one)]
    locales = ProductText.objects.filter(product__in=alone).order_by("product", "locale")
    return [*_split(ids), *((pk, "", locale) for pk, locale in locales.values_list("product_id", "locale"))]


def audience_labels(audiences: set[str]) -> dict[str, str]:
    """Return audience → its words, as the interest tags of shoppers have them."""
    values = {audience.partition(":")[2] for audience in audiences}
    rows = InterestTag.objects.filter(value__in=values, kind__in=AUDIENCE_KINDS).order_by("label")
    known = {
        audience_key(kind=k, value=v): label for k, v, label in rows.values_list("kind", "value", "label").distinct()
    }
    return {audience: known.get(audience, audience.partition(":")[2]) for audience in audiences}


def _split(ids: list[str | int]) -> Iterator[Target]:
    for one in ids:
        if "|" in str(one):
            product, _, rest = str(one).partition("|")
            audience, _, locale = rest.rpartition("|")
            yield int(product), audience, locale


def _popular_products() -> dict[int, float]:
    """Return the most popular products that lists may show, with their popularity (0–1]."""
    scores = dict(ItemPopularity.objects.filter(segment="").values_list("product_id", "score"))
    pks = recommendable_products().values_list("pk", flat=True)
    ranked = sorted(pks, key=lambda pk: (-scores.get(pk, 0.0), pk))[:MOST_PRODUCTS]
    return {pk: max(scores.get(pk, 0.0), LEAST_POPULARITY) for pk in ranked}


def _audiences(sheet: ProductSheet, shoppers: Mapping[str, int]) -> list[str]:
    """Return the product's audiences by how many shoppers share the interest; everyone comes second."""
    shared = sorted((key for key in product_audiences(sheet) if shoppers.get(key)), key=lambda k: (-shoppers[k], k))
    return [*shared[:1], "", *shared[1:INTERESTS_PER_PRODUCT]]


def _shoppers_by_interest() -> dict[str, int]:
    rows = InterestTag.objects.filter(kind__in=AUDIENCE_KINDS).exclude(status=InterestTag.Status.HIDDEN).order_by()
    counted = rows.values_list("kind", "value").annotate(shoppers=Count("shopper", distinct=True))
    return {audience_key(kind=kind, value=value): shoppers for kind, value, shoppers in counted}


def _language_shares() -> dict[str, float]:
    counts: Counter[str] = Counter()
    for locale, shoppers in Shopper.objects.order_by().values_list("locale").annotate(Count("pk")):
        counts[language_of(locale)] += shoppers
    return {language: count / counts.total() for language, count in counts.items()} if counts else {}
