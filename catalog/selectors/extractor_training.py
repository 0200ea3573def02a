"""What the trained extractor learns from, and when it should learn again."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet

from catalog.features.tagging.fitting import LEAST_EXAMPLES
from catalog.features.tagging.types import Example, Passage
from catalog.features.trained_values import LONGEST_PASSAGE, READ_FIELDS
from catalog.models import ExtractorVersion, Feature, Job, Product
from catalog.selectors.feature_texts import feature_texts

MOST_PRODUCTS = 5_000  # the ones decided last; more would only cost time

_READ = Q(evidence_field__startswith="title:") | Q(evidence_field__startswith="description:")
_DECIDED = Q(status=Feature.Status.REJECTED) | Q(status=Feature.Status.VERIFIED, accepted_automatically=False)


def active_extractor() -> ExtractorVersion | None:
    """Return the extractor in use, if any was ever trained."""
    version: ExtractorVersion | None = ExtractorVersion.objects.filter(active=True).first()
    return version


def trainings_due(limit: int | None = None) -> list[int]:
    """Return one entry: a training is always whole."""
    return [1]


def retraining_is_due() -> bool:
    """Say whether people have decided enough since the last training, and none is on its way."""
    least = settings.RECDASH_RETRAIN_AFTER
    if not least or Job.objects.filter(kind=Job.Kind.TRAIN_EXTRACTOR, status__in=Job.OPEN).exists():
        return False
    decided = decisions()
    if not decided.filter(status=Feature.Status.VERIFIED).exists():
        return False
    last = ExtractorVersion.objects.order_by("-trained_at").values_list("window_end", flat=True).first()
    fresh = decided.filter(updated_at__gt=last) if last else decided
    return bool(fresh.count() >= max(least, LEAST_EXAMPLES))


def decisions() -> QuerySet[Feature]:
    """Return the attributes that people decided about where they stand in titles and descriptions."""
    return Feature.objects.filter(_READ, _DECIDED, kind=Feature.Kind.ATTRIBUTE)


def verified_examples() -> tuple[list[Example], tuple[datetime, datetime] | None]:
    """Return the texts that people have gone through, and the time of their first and last decision.

    A text in which a value is only proposed says nothing certain of its other words, so it has to wait.
    """
    rows = list(decisions().filter(status=Feature.Status.VERIFIED).order_by("-updated_at", "pk"))
    keys = list(dict.fromkeys(row.product_id for row in rows))[:MOST_PRODUCTS]
    products = Product.objects.filter(pk__in=keys).select_related("store", "category").prefetch_related("texts")
    by_key = products.in_bulk()
    waiting = set(
        Feature.objects.filter(_READ, product__in=keys, kind=Feature.Kind.ATTRIBUTE)
        .exclude(_DECIDED)
        .values_list("product", "evidence_field")
    )
    verified: dict[int, list[Feature]] = {}
    for row in rows:
        verified.setdefault(row.product_id, []).append(row)
    examples = [example for key in keys if key in by_key for example in _examples(by_key[key], verified[key], waiting)]
    times = [row.updated_at for row in rows]
    return examples, (min(times), max(times)) if times else None


def _examples(product: Product, verified: Sequence[Feature], waiting: set[tuple[int, str]]) -> list[Example]:
    category = product.category.name if product.category else ""
    found = []
    for field in feature_texts(product, (), default_locale=product.store.default_locale):
        text = field.text[:LONGEST_PASSAGE]
        spans = {
            row.name: (row.evidence_start, row.evidence_end)
            for row in verified
            if row.evidence_field == field.field and text[row.evidence_start : row.evidence_end] == row.value
        }
        if spans and field.field.startswith(READ_FIELDS) and (product.pk, field.field) not in waiting:
            found.append(Example(Passage(text, category), spans))
    return found
