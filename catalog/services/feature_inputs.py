"""Bring products and what people decided about them into the form the extractor reads."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from catalog.features.category import summary
from catalog.features.extractor import TrainedState
from catalog.features.measures import USUAL_NAMES
from catalog.features.types import FieldText, Leaf, Neighbour, ProductTexts
from catalog.models import Category, Feature, Product, Store
from catalog.selectors.category_tree import CategoryTree
from catalog.selectors.feature_texts import feature_texts, reviews_read

MOST_NEIGHBOURS = 2_000
_SUMMARY = 400
_LONGEST_PATH = 300  # what Feature.normalised holds


def store_categories() -> tuple[list[Leaf], list[Leaf]]:
    """Return the categories without children, among which products are sorted, and those above them."""
    rows = list(Category.objects.order_by("path"))
    parents = {row.parent_id for row in rows}
    leaves: list[Leaf] = []
    above: list[Leaf] = []
    for row in rows:
        some = above if row.pk in parents else leaves
        some.append(Leaf(row.pk, row.name, row.names, row.description, row.path[:_LONGEST_PATH]))
    return leaves, above


def products_read(products: Sequence[Product], categories: Sequence[Leaf], *, store: Store) -> list[ProductTexts]:
    """Return the texts of products, whose `texts` are prefetched; three queries for all of them."""
    keys = [product.pk for product in products]
    reviews = reviews_read(keys)
    decided = _decided_leaves(keys, {category.path: category.key for category in categories})
    tree = CategoryTree.load()
    return [
        ProductTexts(
            key=product.pk,
            fields=feature_texts(product, reviews.get(product.pk, ()), default_locale=store.default_locale),
            brand=product.brand,
            leaf_key=decided[product.pk][0] or _feed_leaf(product, tree, decided[product.pk][1]),
            rejected_leaves=frozenset(decided[product.pk][1]),
            hint=product.feed_category,
        )
        for product in products
    ]


def _feed_leaf(product: Product, tree: CategoryTree, rejected: set[int]) -> int | None:
    """Return the category that the feed names, unless a person rejected it for this product."""
    node = tree.find(product.feed_category)
    return node.pk if node and node.pk not in rejected else None


def trained_state(leaves: Sequence[Leaf], *, store: Store) -> TrainedState:
    """Return what decisions taught so far: verified categories as neighbours, usual measures per category."""
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
    return TrainedState(tuple(neighbours), _measured())


def _texts(product: Product, store: Store) -> tuple[FieldText, ...]:
    return feature_texts(product, (), default_locale=store.default_locale)


def _measured() -> Mapping[int, Mapping[str, int]]:
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    rows = Feature.objects.filter(name__in=USUAL_NAMES, product__category__isnull=False)
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
