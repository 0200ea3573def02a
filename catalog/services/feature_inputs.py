"""Bring products and what people decided about them into the form the extractor reads."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from catalog.features.category import summary
from catalog.features.extractor import TrainedState
from catalog.features.measures import LENGTH_NAMES
from catalog.features.types import FieldText, Leaf, Neighbour, ProductTexts
from catalog.models import Category, Feature, Product, Store
from catalog.selectors.feature_texts import feature_texts, reviews_read

MOST_NEIGHBOURS = 2_000
_SUMMARY = 400
_LONGEST_PATH = 300  # what Feature.normalised holds


def store_leaves() -> list[Leaf]:
    """Return the categories without children, in the order of their paths."""
    parents = Category.objects.filter(parent__isnull=False).values("parent")
    rows = Category.objects.exclude(pk__in=parents).order_by("path")
    return [Leaf(row.pk, row.name, row.names, row.description, row.path[:_LONGEST_PATH]) for row in rows]


def products_read(products: Sequence[Product], leaves: Sequence[Leaf], *, store: Store) -> list[ProductTexts]:
    """Return the texts of products, whose `texts` are prefetched; two queries for all of them."""
    keys = [product.pk for product in products]
    reviews = reviews_read(keys)
    decided = _decided_leaves(keys, {leaf.path: leaf.key for leaf in leaves})
    by_name = leaves_by_name(leaves)
    return [
        ProductTexts(
            key=product.pk,
            fields=feature_texts(product, reviews.get(product.pk, ()), default_locale=store.default_locale),
            brand=product.brand,
            leaf_key=decided[product.pk][0] or by_name.get(product.feed_category.lower()),
            rejected_leaves=frozenset(decided[product.pk][1]),
            hint=product.feed_category,
        )
        for product in products
    ]


def leaves_by_name(leaves: Sequence[Leaf]) -> dict[str, int]:
    """Return lower-case path → leaf, and the name alone where only one leaf has it."""
    counts = Counter(leaf.name.lower() for leaf in leaves)
    names = {leaf.name.lower(): leaf.key for leaf in leaves if counts[leaf.name.lower()] == 1}
    return names | {leaf.path.lower(): leaf.key for leaf in leaves}


def trained_state(leaves: Sequence[Leaf], *, store: Store) -> TrainedState:
    """Return what decisions taught so far: verified categories as neighbours, usual lengths per category."""
    verified = Feature.objects.filter(kind=Feature.Kind.CATEGORY, status=Feature.Status.VERIFIED)
    rows = (
        verified.select_related("product").prefetch_related("product__texts").order_by("-updated_at")[:MOST_NEIGHBOURS]
    )
    by_path = {leaf.path: leaf.key for leaf in leaves}
    neighbours = [
        Neighbour(summary(ProductTexts(row.product_id, _texts(row.product, store)), _SUMMARY), by_path[row.normalised])
        for row in rows
        if row.normalised in by_path
    ]
    return TrainedState(tuple(neighbours), _lengths())


def _texts(product: Product, store: Store) -> tuple[FieldText, ...]:
    return feature_texts(product, (), default_locale=store.default_locale)


def _lengths() -> Mapping[int, Mapping[str, int]]:
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    rows = Feature.objects.filter(name__in=LENGTH_NAMES, product__category__isnull=False)
    for category, name in rows.exclude(status=Feature.Status.REJECTED).values_list("product__category", "name"):
        counts[category][name] += 1
    return counts


def _decided_leaves(keys: Sequence[int], by_path: Mapping[str, int]) -> dict[int, tuple[int | None, set[int]]]:
    """Return, per product, the verified leaf and the rejected ones."""
    decided: dict[int, tuple[int | None, set[int]]] = {key: (None, set()) for key in keys}
    rows = Feature.objects.filter(product__in=keys, kind=Feature.Kind.CATEGORY).exclude(status=Feature.Status.PROPOSED)
    for key, path, status in rows.values_list("product", "normalised", "status"):
        leaf = by_path.get(path)
        if leaf is None:
            continue
        if status == Feature.Status.VERIFIED:
            decided[key] = (leaf, decided[key][1])
        else:
            decided[key][1].add(leaf)
    return decided
