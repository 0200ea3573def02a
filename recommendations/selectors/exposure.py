"""Who gets the places: what was shown by brand, price band and language, against the catalog."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import FloatField, Sum
from django.db.models.functions import Cast

from catalog.models import Product, ProductText
from recommendations.selectors.figures import recommendable_products
from recommendations.selectors.measure import Slice, product_days

BRANDS_SHOWN = 8
BANDS = 4


@dataclass(frozen=True, slots=True)
class Share:
    """A group's part of what was shown, now and in the period before, and of the catalog; each 0–1."""

    name: str
    shown: float
    before: float
    catalog: float
    impressions: int


def exposure_by_brand(of: Slice) -> list[Share]:
    """Return the brands that are shown most, or stand most in the catalog; the empty name is all others."""
    catalog = Counter(dict(_counted(recommendable_products().values_list("brand", flat=True))))
    now, before = _impressions(of, "product__brand"), _impressions(of.before(), "product__brand")
    largest = sorted(catalog | now, key=lambda name: (-max(_part(now, name), _part(catalog, name)), name))
    named = [name for name in largest if name][:BRANDS_SHOWN]

    def folded(counts: Mapping[str, int]) -> Counter[str]:
        sums: Counter[str] = Counter()
        for name, count in counts.items():
            sums[name if name in named else ""] += count
        return sums

    return _shares([*named, ""], folded(now), folded(before), folded(catalog))


def exposure_by_price(of: Slice) -> tuple[list[Share], list[float]]:
    """Return four bands that hold a quarter of the catalog each, cheapest first, and the prices between them."""
    prices = sorted(
        recommendable_products().filter(price__isnull=False).values_list(Cast("price", FloatField()), flat=True)
    )
    if len(prices) < BANDS:
        return [], []
    bounds = [prices[len(prices) * part // BANDS] for part in range(1, BANDS)]

    def band(price: float) -> str:
        return str(sum(price >= bound for bound in bounds))

    def counts(period: Slice) -> Counter[str]:
        found: Counter[str] = Counter()
        rows = product_days(period).filter(product__price__isnull=False).values_list("product__price")
        for price, shown in rows.annotate(shown=Sum("impressions")).order_by():
            found[band(float(price))] += shown
        return found

    catalog = Counter(band(price) for price in prices)
    return _shares([str(part) for part in range(BANDS)], counts(of), counts(of.before()), catalog), bounds


def exposure_by_language(of: Slice) -> list[Share]:
    """Return each language in which products have texts; a product of two languages counts half for each."""
    languages: dict[int, list[str]] = {}
    for product, locale in ProductText.objects.values_list("product", "locale"):
        languages.setdefault(product, []).append(locale)

    def spread(counts: Mapping[int, int]) -> Counter[str]:
        sums: Counter[str] = Counter()
        for product, count in counts.items():
            for locale in languages.get(product, []):
                sums[locale] += count / len(languages[product])  # type: ignore[assignment]
        return sums

    now, before = spread(_by_product(of)), spread(_by_product(of.before()))
    catalog = spread(dict.fromkeys(recommendable_products().values_list("pk", flat=True), 1))
    names = sorted(catalog | now, key=lambda name: (-_part(catalog, name), name))
    return _shares(names, now, before, catalog)


def unshown_products(of: Slice) -> int:
    """Return how many products may be shown and were not."""
    shown = product_days(of).filter(impressions__gt=0).values("product")
    return Product.objects.filter(pk__in=recommendable_products().values("pk")).exclude(pk__in=shown).count()


def _by_product(of: Slice) -> dict[int, int]:
    return dict(product_days(of).values_list("product").annotate(Sum("impressions")).order_by())


def _impressions(of: Slice, field: str) -> Counter[str]:
    return Counter(dict(product_days(of).values_list(field).annotate(Sum("impressions")).order_by()))


def _counted(names: Iterable[str]) -> Iterable[tuple[str, int]]:
    return Counter(names).items()


def _shares(
    names: Iterable[str], now: Mapping[str, int], before: Mapping[str, int], catalog: Mapping[str, int]
) -> list[Share]:
    rows = [
        Share(name, _part(now, name), _part(before, name), _part(catalog, name), int(now.get(name, 0)))
        for name in names
    ]
    return [row for row in rows if row.shown or row.before or row.catalog]


def _part(counts: Mapping[str, int], name: str) -> float:
    total = sum(counts.values())
    return counts.get(name, 0) / total if total else 0.0
