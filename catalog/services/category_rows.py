"""Grows the category tree by the paths that feeds name."""

from collections.abc import Iterable

from catalog.models import Category
from catalog.selectors.category_tree import SEPARATOR, CategoryTree, path_key, path_names, path_slug

MAX_PATH = 600


def categories_store(paths: Iterable[str]) -> None:
    """Make the categories of these paths that the store lacks, parents first; what is there stays as it is.

    One statement reads the tree and two make each level that is new. Two imports that make the same category at
    once get one.
    """
    wanted = sorted({path for path in paths if path})
    if not wanted:
        return
    tree = CategoryTree.load()
    missing = {path_key(names): names for path in wanted if not tree.find(path) and (names := path_names(path))}
    for depth in range(1, max(map(len, missing.values()), default=0) + 1):
        level = {path_key(names[:depth]): names[:depth] for names in missing.values() if len(names) >= depth}
        rows = [_category(names, tree) for names in level.values() if not tree.node(names)]
        if rows:
            Category.objects.bulk_create(rows, ignore_conflicts=True)
            tree = CategoryTree.load()


def _category(names: list[str], tree: CategoryTree) -> Category:
    parent = tree.node(names[:-1]) if len(names) > 1 else None
    path = f"{parent.path}{SEPARATOR}{names[-1]}" if parent else names[-1]
    return Category(parent=parent, slug=path_slug(names), name=names[-1], path=path[:MAX_PATH])
