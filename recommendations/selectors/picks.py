"""Products to ask a new shopper about."""

import numpy as np
from django.utils import timezone

from catalog.current_store import current_store_id
from catalog.models import Store
from recommendations.adapters.scope import Scope
from recommendations.adapters.text_vectors import text_vectors
from recommendations.engine.errors import InvalidK
from recommendations.engine.picks import diverse_picks
from recommendations.engine.types import AnswerItem
from recommendations.models.placement import LARGEST_K
from recommendations.selectors.similar import items_of

POOL = 300  # most popular products that are chosen from
POPULAR = f"""
    SELECT p.id, p.external_id, p.brand, coalesce(y.score, 0)
    FROM catalog_product p
    LEFT JOIN recommendations_itempopularity y ON y.product_id = p.id AND y.segment = %(segment)s
    WHERE {{showable}} ORDER BY y.score DESC NULLS LAST, p.created_at DESC, p.id LIMIT {POOL}
"""


def onboarding_picks(*, k: int = 12, locale: str = "") -> list[AnswerItem]:
    """Return showable products that are popular and unlike each other; raise InvalidK.

    Popular with shoppers of the locale where one is named, else with all. A shop without popularity gives its newest.
    """
    if not 1 <= k <= LARGEST_K:
        raise InvalidK("k", f"is {k}: ask for 1 to {LARGEST_K} items")
    scope = Scope(None, False, timezone.now(), locale)
    rows = scope.rows(POPULAR, segment=locale)
    if locale and not any(score for *_, score in rows):
        rows = scope.rows(POPULAR, segment="")
    known = text_vectors([pk for pk, *_ in rows])
    width = len(next(iter(known.values()))) if known else 1
    nothing = np.zeros(width, dtype=np.float32)
    vectors = np.array([known.get(pk, nothing) for pk, *_ in rows], dtype=np.float32).reshape(len(rows), width)
    picks = diverse_picks(np.array([score for *_, score in rows], dtype=np.float64), vectors, k)
    store = Store.objects.get(pk=current_store_id())
    return items_of([rows[at] for at in picks], factor="popular", store=store, locale=locale)
