"""Reads a rule from a merchandiser's sentence, in the words of the shop's own catalogue."""

from datetime import datetime

from catalog.current_store import current_store_id
from catalog.models import Category, Product, Store
from recommendations.models import Placement
from recommendations.rule_drafting.reader import read_rule
from recommendations.rule_drafting.shop_words import ShopWords
from recommendations.rule_drafting.types import Reading


def rule_reading(text: str, *, now: datetime, language: str = "") -> Reading:
    """Return what a sentence says; `language` "" is found out. Nothing is stored: a person confirms the draft."""
    store = Store.objects.only("currency", "time_zone").get(pk=current_store_id())
    return read_rule(text, _shop_words(store), now=now, time_zone=store.time_zone, language=language)


def _shop_words(store: Store) -> ShopWords:
    categories = Category.objects.values_list("slug", "name", "names")
    return ShopWords(
        categories={slug: {"": name, **names} for slug, name, names in categories},
        brands=list(Product.objects.exclude(brand="").order_by().values_list("brand", flat=True).distinct()),
        placements=dict(Placement.objects.values_list("key", "name")),
        currency=store.currency,
        has_product=lambda written: Product.objects.filter(external_id=written).exists(),
    )
