"""How often each brand, price band or language was shown on each day."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from django.db import connection

from recommendations.selectors.measure import WHERE, Slice, slice_parameters

# For each product its groups, and which part of its impressions each of them has.
BRANDS = "SELECT id AS product_id, brand AS label, 1.0::float8 AS part FROM catalog_product WHERE store_id = %(store)s"
BANDS = """
    SELECT id AS product_id, width_bucket(price::float8, %(between)s::float8[])::text AS label, 1.0::float8 AS part
    FROM catalog_product WHERE store_id = %(store)s AND price IS NOT NULL
"""
LANGUAGES = """
    SELECT product_id, locale AS label, 1.0::float8 / count(*) OVER (PARTITION BY product_id) AS part
    FROM catalog_producttext WHERE store_id = %(store)s
"""
SHOWN = """
    WITH shown AS (
        SELECT day, product_id, SUM(impressions) AS times FROM recommendations_productday WHERE {where} GROUP BY 1, 2
    )
    SELECT day, label, SUM(times * part) FROM shown JOIN ({groups}) AS groups USING (product_id)
    GROUP BY 1, 2 ORDER BY 1, 2
"""
Days = Mapping[date, Mapping[str, float]]


def brands_by_day(of: Slice) -> Days:
    """Return the times that each brand was shown."""
    return _by_day(of, BRANDS)


def bands_by_day(of: Slice, between: Sequence[float]) -> Days:
    """Return the times that each price band was shown; a band's name is how many of the prices it is not below."""
    return _by_day(of, BANDS, between)


def languages_by_day(of: Slice) -> Days:
    """Return the times that texts of each language were shown; a product of two languages counts half for each."""
    return _by_day(of, LANGUAGES)


def in_all(days: Days) -> Counter[str]:
    """Add up the days."""
    sums: Counter[str] = Counter()
    for groups in days.values():
        for name, times in groups.items():
            sums[name] += times  # type: ignore[assignment]
    return sums


def _by_day(of: Slice, groups: str, between: Sequence[float] = ()) -> Days:
    found: dict[date, dict[str, float]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(
            SHOWN.format(where=WHERE, groups=groups),
            slice_parameters(of) | {"between": [float(one) for one in between]},
        )
        for day, label, times in cursor.fetchall():
            found[day][label] = float(times)
    return found
