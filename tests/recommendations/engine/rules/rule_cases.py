"""Rules and columns for the tests of the rule engine."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from hypothesis import strategies as st

from recommendations.engine.rules.book import Rule
from recommendations.engine.rules.columns import Columns

BRANDS = ("Norda", "Alpa", "Tera", "")
CATEGORIES = (0, 1, 2, 3)
ABOVE = {1: frozenset({"shoes"}), 2: frozenset({"shoes", "trail"}), 3: frozenset({"tea"})}


def columns_of(pks: Sequence[int], **changes: Any) -> Columns:
    """Columns whose values follow from the keys, so that a test can say which items a condition means."""
    n = len(pks)
    values: dict[str, Any] = {
        "pk": list(pks),
        "item_id": [f"p{pk}" for pk in pks],
        "brand": [BRANDS[pk % 4] for pk in pks],
        "category": [CATEGORIES[pk // 4 % 4] for pk in pks],
        "price": np.array([float(pk) for pk in pks]),
        "currency": ["EUR"] * n,
        "stock": np.array([float(pk % 7) for pk in pks]),
        "age_days": np.array([float(pk % 30) for pk in pks]),
        "margin": np.array([(pk % 10) / 10 for pk in pks]),
        "attributes": [frozenset({("colour", "red" if pk % 2 else "blue")}) for pk in pks],
        "title": [f"Trail shoe {pk}" for pk in pks],
        "above": ABOVE,
    }
    return Columns(**(values | changes))


def pin(pk: int, position: int, key: int = 0) -> Rule:
    return Rule(key or 1000 + pk, "pin", products=(pk,), position=position)


def soft_pin(pk: int, position: int, key: int = 0) -> Rule:
    return Rule(key or 2000 + pk, "soft_pin", products=(pk,), position=position)


def block(pks: Sequence[int], position: int, key: int = 3000) -> Rule:
    return Rule(key, "pin_block", products=tuple(pks), position=position)


keys = st.integers(1, 40)
rankings = st.lists(keys, unique=True, max_size=40)
