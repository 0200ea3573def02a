"""How much of the catalog is shown, and how evenly."""

import numpy as np
from numpy.typing import NDArray

Lists = NDArray[np.int64]  # (n_users, k) item numbers


def exposures(lists: Lists, n_items: int) -> NDArray[np.int64]:
    """Return how often each item stands in a list; (n_items,)."""
    return np.bincount(lists.ravel(), minlength=n_items)


def catalog_coverage(lists: Lists, n_items: int) -> float:
    """Return the share of all items that stand in at least one list; 0–1, 0 for an empty catalog."""
    return float((exposures(lists, n_items) > 0).mean()) if n_items else 0.0


def gini(lists: Lists, n_items: int) -> float:
    """Return the Gini index of the items' exposure, items never shown included.

    Σ (2i - n - 1) xᵢ / (n Σ x) over exposures in rising order: 0 = all alike, near 1 = all on one item;
    0 where nothing is shown.
    """
    rising = np.sort(exposures(lists, n_items)).astype(float)
    if not rising.sum():
        return 0.0
    weights = 2 * np.arange(1, n_items + 1) - n_items - 1
    return float((weights * rising).sum() / (n_items * rising.sum()))
