"""What was read out of a product, beside the words it was read from."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from catalog.models import Feature, Product
from catalog.selectors.feature_texts import feature_texts, reviews_read

_LOUDEST = (Feature.Status.PROPOSED, Feature.Status.VERIFIED, Feature.Status.REJECTED)


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a text; marked where `status` is set: evidence of these features."""

    text: str
    status: str = ""  # proposed before verified before rejected, where features overlap
    title: str = ""
    feature_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class EvidenceText:
    """One text of a product, cut into segments that together are the whole text."""

    field: str
    locale: str
    segments: tuple[Segment, ...]


def product_evidence(product: Product) -> list[EvidenceText]:
    """Return the texts of a product with their marked evidence; reviews only where something was found in them."""
    reviews = reviews_read([product.pk]).get(product.pk, [])
    features = list(Feature.objects.filter(product=product))
    texts = []
    for text in feature_texts(product, reviews, default_locale=product.store.default_locale):
        here = [feature for feature in features if feature.evidence_field == text.field]
        if here or not text.field.startswith("review:"):
            locale = text.field.partition(":")[2] if text.field.startswith(("title:", "description:")) else ""
            texts.append(EvidenceText(text.field, locale, cut_segments(text.text, here)))
    return texts


def cut_segments(text: str, features: Sequence[Feature]) -> tuple[Segment, ...]:
    """Cut a text at each beginning and end of evidence; evidence that the text no longer holds is left out."""
    held = [one for one in features if text[one.evidence_start : one.evidence_end] == one.value]
    cuts = sorted({0, len(text)} | {place for one in held for place in (one.evidence_start, one.evidence_end)})
    return tuple(
        _segment(text[start:end], [one for one in held if one.evidence_start <= start and end <= one.evidence_end])
        for start, end in pairwise(cuts)
    )


def _segment(text: str, features: Sequence[Feature]) -> Segment:
    if not features:
        return Segment(text)
    status = next(status for status in _LOUDEST if any(one.status == status for one in features))
    title = " · ".join(f"{one.name}: {one.normalised}" for one in features)
    return Segment(text, str(status), title, tuple(one.pk for one in features))
