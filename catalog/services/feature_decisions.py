"""What people decide about extracted values: verify, reject, correct."""

from collections.abc import Sequence
from typing import Any, cast

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from catalog.features.correction import find_evidence
from catalog.features.types import FEED_CATEGORY, Kind
from catalog.models import Category, Feature, Product
from catalog.selectors.feature_texts import feature_texts, reviews_read

PERMISSION = "catalog.change_feature"
LONGEST_PATH = 300  # what Feature.normalised and Feature.value hold


def feature_verify(*, features: Sequence[Feature], by: Any) -> None:
    """Mark values as right; a verified category becomes the product's. Raise PermissionDenied."""
    _require(by)
    with transaction.atomic():
        for feature in features:
            _decide(feature, Feature.Status.VERIFIED)
            if feature.kind == Feature.Kind.CATEGORY:
                _set_category(feature)


def feature_reject(*, features: Sequence[Feature], by: Any) -> None:
    """Mark values as wrong, never to be proposed again. Raise PermissionDenied.

    A product whose category is rejected has none, and is read again for another one.
    """
    _require(by)
    with transaction.atomic():
        for feature in features:
            _decide(feature, Feature.Status.REJECTED)
            if feature.kind == Feature.Kind.CATEGORY:
                _unset_category(feature)


def feature_correct(*, feature: Feature, normalised: str, by: Any) -> Feature:
    """Put a person's value in place of the model's, which is rejected; return the verified value.

    Raise ValidationError where the product's texts show nothing of the value, PermissionDenied.
    """
    _require(by)
    wanted = " ".join(normalised.split())
    if not wanted:
        raise ValidationError(_("Write the right value, or reject the wrong one."))
    with transaction.atomic():
        right = _right_value(feature, wanted)
        if right.normalised != feature.normalised:
            _decide(feature, Feature.Status.REJECTED)
        right.source, right.status, right.confidence = Feature.Source.STAFF, Feature.Status.VERIFIED, 1.0
        right.model = right.prompt_version = ""
        right.accepted_automatically = False
        right.full_clean(validate_unique=False)
        right.save()
        if right.kind == Feature.Kind.CATEGORY:
            _set_category(right)
    return right


def product_categorise(*, product: Product, category: Category | None, by: Any) -> None:
    """Put a product where a person wants it, so that it stays there when it is read again. Raise PermissionDenied.

    Without a category, those proposed so far are rejected. The product's first text is the evidence: the person saw it.
    """
    _require(by)
    with transaction.atomic():
        known = list(Feature.objects.filter(product=product, kind=Feature.Kind.CATEGORY))
        if category is None:
            feature_reject(features=known, by=by)
            return
        path = category.path[:LONGEST_PATH]
        right = next((one for one in known if one.normalised == path), None) or _placed(product, path)
        if right is not None:
            right.source, right.status, right.confidence = Feature.Source.STAFF, Feature.Status.VERIFIED, 1.0
            right.model = right.prompt_version = ""
            right.save()
            _set_category(right)
        Product.objects.filter(pk=product.pk).update(category=category)


def _placed(product: Product, path: str) -> Feature | None:
    """Return an unsaved category of a product with its first words as evidence; None for one without text."""
    texts = feature_texts(product, (), default_locale=product.store.default_locale)
    if not texts:
        return None
    value = texts[0].text[:LONGEST_PATH]
    return Feature(
        product=product,
        kind=Feature.Kind.CATEGORY,
        name="category",
        normalised=path,
        value=value,
        evidence_field=texts[0].field,
        evidence_start=0,
        evidence_end=len(value),
    )


def _right_value(feature: Feature, wanted: str) -> Feature:
    """Return the row of the wanted value, new or known, with its evidence."""
    if feature.kind == Feature.Kind.CATEGORY:
        found = (
            _category(wanted).path[:LONGEST_PATH],
            feature.evidence_field,
            feature.evidence_start,
            feature.evidence_end,
            feature.value,
        )
    else:
        found = _found_in_texts(feature, wanted)
    same = Feature.objects.filter(
        product=feature.product_id, kind=cast(Kind, feature.kind), name=feature.name, normalised=found[0]
    )
    right = same.first() or Feature(product_id=feature.product_id, kind=cast(Kind, feature.kind), name=feature.name)
    right.normalised, right.evidence_field, right.evidence_start, right.evidence_end, right.value = found
    return right


def _found_in_texts(feature: Feature, wanted: str) -> tuple[str, str, int, int, str]:
    product = Product.objects.select_related("store").prefetch_related("texts").get(pk=feature.product_id)
    reviews = reviews_read([product.pk]).get(product.pk, [])
    texts = feature_texts(product, reviews, default_locale=product.store.default_locale)
    texts = tuple(text for text in texts if text.field != FEED_CATEGORY)
    found = find_evidence(texts, kind=cast(Kind, feature.kind), name=feature.name, wanted=wanted)
    if found is None:
        raise ValidationError(
            _("“%(value)s” stands nowhere in the product's texts. Add it to the description first, or reject it.")
            % {"value": wanted}
        )
    return found.normalised, found.span.field, found.span.start, found.span.end, found.value


def _category(wanted: str) -> Category:
    rows = Category.objects.filter(children__isnull=True)
    category: Category | None = rows.filter(path__iexact=wanted).first() or rows.filter(name__iexact=wanted).first()
    if category is None:
        raise ValidationError(
            _("There is no category “%(value)s” without subcategories. Choose one of the tree, or add it there first.")
            % {"value": wanted}
        )
    return category


def _decide(feature: Feature, status: str) -> None:
    if feature.status != status or feature.accepted_automatically:
        feature.status, feature.accepted_automatically = status, False
        feature.save(update_fields=["status", "accepted_automatically", "updated_at"])


def _set_category(feature: Feature) -> None:
    """Make a verified category the product's only one: what the model proposed beside it goes."""
    category = Category.objects.filter(path__startswith=feature.normalised).order_by("path").first()
    rivals = Feature.objects.filter(product=feature.product_id, kind=Feature.Kind.CATEGORY).exclude(pk=feature.pk)
    rivals.filter(status=Feature.Status.PROPOSED).delete()
    rivals.filter(status=Feature.Status.VERIFIED).update(status=Feature.Status.REJECTED)
    Product.objects.filter(pk=feature.product_id).update(category=category)


def _unset_category(feature: Feature) -> None:
    same = Product.objects.filter(pk=feature.product_id, category__path__startswith=feature.normalised)
    same.update(category=None, extracted_hash="")


def _require(by: Any) -> None:
    if not by.has_perm(PERMISSION):
        raise PermissionDenied(_("Only merchandisers and administrators decide about extracted values."))
