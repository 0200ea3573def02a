"""Who gets the places: what was shown by brand, price band and language, against the catalog.

Intervals are over days: which shopper was shown which product is not counted, and two impressions of one day are not
independent, as the same lists are shown again and again.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import FloatField
from django.db.models.functions import Cast

from catalog.models import Product, ProductText
from recommendations.experiments.estimates import Bounds, Estimate, few_bounds, ratio_of, sums_of
from recommendations.selectors.exposure_days import Days, bands_by_day, brands_by_day, in_all, languages_by_day
from recommendations.selectors.figures import recommendable_products
from recommendations.selectors.measure import Slice, product_days

BRANDS_SHOWN = 8
BANDS = 4


@dataclass(frozen=True, slots=True)
class Share:
    """A group's part of what was shown, now and in the period before, and of the catalog; each 0–1."""

    name: str
    now: Estimate  # over days
    earlier: Estimate
    catalog: float
    impressions: int

    @property
    def shown(self) -> float:
        return self.now.value

    @property
    def before(self) -> float:
        return self.earlier.value


def exposure_by_brand(of: Slice) -> list[Share]:
    """Return the brands that are shown most, or stand most in the catalog; the empty name is all others."""
    catalog = Counter(dict(_counted(recommendable_products().values_list("brand", flat=True))))
    now, before = brands_by_day(of), brands_by_day(of.before())
    shown = in_all(now)
    largest = sorted(catalog | shown, key=lambda name: (-max(_part(shown, name), _part(catalog, name)), name))
    named = [name for name in largest if name][:BRANDS_SHOWN]

    by_day = [{day: _folded(counts, named) for day, counts in days.items()} for days in (now, before)]
    return _shares([*named, ""], by_day[0], by_day[1], _folded(catalog, named))


def _folded(counts: Mapping[str, float], named: Collection[str]) -> Counter[str]:
    """Add up all that are not named, under the empty name."""
    sums: Counter[str] = Counter()
    for name, count in counts.items():
        sums[name if name in named else ""] += count  # type: ignore[assignment]
    return sums


def exposure_by_price(of: Slice) -> tuple[list[Share], list[float]]:
    """Return four bands that hold a quarter of the catalog each, cheapest first, and the prices between them."""
    prices = sorted(
        recommendable_products().filter(price__isnull=False).values_list(Cast("price", FloatField()), flat=True)
    )
    if len(prices) < BANDS:
        return [], []
    bounds = [prices[len(prices) * part // BANDS] for part in range(1, BANDS)]

    catalog = Counter(str(sum(price >= bound for bound in bounds)) for price in prices)
    now, before = bands_by_day(of, bounds), bands_by_day(of.before(), bounds)
    return _shares([str(part) for part in range(BANDS)], now, before, catalog), bounds


def exposure_by_language(of: Slice) -> list[Share]:
    """Return each language in which products have texts; a product of two languages counts half for each."""
    languages: dict[int, list[str]] = {}
    for product, locale in ProductText.objects.values_list("product", "locale"):
        languages.setdefault(product, []).append(locale)
    catalog: Counter[str] = Counter()
    for product in recommendable_products().values_list("pk", flat=True):
        for locale in languages.get(product, []):
            catalog[locale] += 1 / len(languages[product])  # type: ignore[assignment]
    now, before = languages_by_day(of), languages_by_day(of.before())
    names = sorted(catalog | in_all(now), key=lambda name: (-_part(catalog, name), name))
    return _shares(names, now, before, catalog)


def share_bounds(estimate: Estimate) -> Bounds:
    """Return the 95 % interval of a share, within 0 and 1; the share itself where there is but one day."""
    around = few_bounds(estimate)
    return Bounds(max(around.low, 0.0), min(around.high, 1.0))


def unshown_products(of: Slice) -> int:
    """Return how many products may be shown and were not."""
    shown = product_days(of).filter(impressions__gt=0).values("product")
    return Product.objects.filter(pk__in=recommendable_products().values("pk")).exclude(pk__in=shown).count()


def _counted(names: Iterable[str]) -> Iterable[tuple[str, int]]:
    return Counter(names).items()


def _shares(names: Iterable[str], now: Days, before: Days, catalog: Mapping[str, float]) -> list[Share]:
    shown = in_all(now)
    rows = [
        Share(name, _share(now, name), _share(before, name), _part(catalog, name), int(shown.get(name, 0)))
        for name in names
    ]
    return [row for row in rows if row.shown or row.before or row.catalog]


def _share(days: Days, name: str) -> Estimate:
    """Return a group's part of all days' impressions; one day is one observation."""
    return ratio_of(sums_of((counts.get(name, 0), sum(counts.values())) for counts in days.values()))


def _part(counts: Mapping[str, float], name: str) -> float:
    total = sum(counts.values())
    return counts.get(name, 0) / total if total else 0.0
