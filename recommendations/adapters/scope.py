"""What every query of a request shares."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from catalog.current_store import current_store_id
from recommendations.adapters.columns import ColumnCursor, PlannedCursor

# Every list obeys this, whatever source an item came from. A cast in a SELECT of its own is done once, not per row.
SHOWABLE = """
    p.store_id = %(store)s AND p.available AND NOT p.hidden AND (p.stock IS NULL OR p.stock > 0)
    AND p.created_at <= %(now)s AND NOT (p.id = ANY((SELECT %(excluded)s::bigint[])::bigint[]))
"""
IN_CATEGORIES = " AND p.category_id = ANY(%(categories)s::bigint[])"


@dataclass(frozen=True, slots=True)
class Recent:
    """A product lately attended to; the latest one has weight 1."""

    pk: int
    weight: float


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom for, when, and what may not come; whether a profile, and whether interest vectors are stored.

    Price level and spread are those of the profile, of log(price).
    """

    shopper_pk: int | None
    has_profile: bool
    now: datetime
    locale: str
    has_vectors: bool = False
    excluded: Sequence[int] = ()
    categories: Sequence[int] | None = None
    recent: Sequence[Recent] = ()
    user_embedding: str | None = None  # the text of a vector
    sources_off: frozenset[str] = frozenset()  # that are not asked at all
    price_level: float | None = None
    price_spread: float | None = None

    def rows(self, sql: str, **more: Any) -> list[tuple[Any, ...]]:
        """Run a query with the scope's parameters; `{showable}` in it becomes the condition on products `p`.

        One plan serves all requests, but for a category: the best way to a small one is not that to a large one.
        """
        narrowed = self.categories is not None
        return rows(
            sql.replace("{showable}", SHOWABLE + IN_CATEGORIES if narrowed else SHOWABLE),
            {
                "store": current_store_id(),
                "shopper": self.shopper_pk,
                "profile": self.shopper_pk if self.has_profile else None,
                "now": self.now,
                "locale": self.locale,
                "excluded": array(self.excluded),
                "categories": array(self.categories or ()),
                "recent": array([row.pk for row in self.recent]),
                "weights": array([row.weight for row in self.recent]),
                "user": self.user_embedding,
                **more,
            },
            prepare=not narrowed,
        )


def rows(sql: str, parameters: Mapping[str, Any], *, prepare: bool = True) -> list[tuple[Any, ...]]:
    """Run a query and return its rows; an array of numbers in a row is a numpy column.

    The server keeps the query prepared and sends binary values. Django's own cursors do neither, and of these large
    queries planning takes as long as running.
    """
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    # Django offers no public way to wrap a cursor of one's own, as its query log and its errors ask for.
    kind = ColumnCursor if prepare else PlannedCursor
    with connection._prepare_cursor(kind(connection.connection)) as cursor:  # type: ignore[attr-defined]
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def array(numbers: Iterable[float]) -> str:
    """Return the text of an array, which a query casts: a tenth of what the driver takes to write it out in binary."""
    return f"{{{','.join(map(repr, numbers))}}}"
