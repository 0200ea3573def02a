"""Read features out of products; people's decisions about them stand in `feature_decisions`."""

from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from catalog.current_store import current_store_id
from catalog.features.schema import default_schema
from catalog.features.types import FeatureValue
from catalog.models import Feature, Product, Store
from catalog.services.feature_decisions import feature_correct, feature_reject, feature_verify, product_categorise
from catalog.services.feature_extractors import store_extractor
from catalog.services.feature_inputs import products_read
from catalog.services.jobs import ChunkResult
from catalog.signals import content_read

__all__ = ["feature_correct", "feature_reject", "feature_verify", "features_extract", "product_categorise"]


def features_extract(ids: Sequence[int]) -> ChunkResult:
    """Read the products whose texts changed since they were last read; idempotent.

    Replaces what the model proposed before. What staff verified, rejected or wrote stays, and is not proposed again.
    """
    products = list(Product.objects.filter(pk__in=ids).prefetch_related("texts").order_by("pk"))
    changed = [product for product in products if product.extracted_hash != product.text_hash]
    if changed:
        store = Store.objects.get(pk=current_store_id())
        extractor = store_extractor(store)
        values = extractor.extract(products_read(changed, extractor.categories, store=store))
        _store(changed, values)
        content_read.send(Feature, product_ids=[product.pk for product in changed])
    return ChunkResult(done=len(ids))


def _store(products: Sequence[Product], values: Sequence[Sequence[FeatureValue]]) -> None:
    """Write the values of a chunk at once."""
    with transaction.atomic():
        unchanged = _locked(products)
        _forget_proposals(list(unchanged))
        decided = _decided(list(unchanged))
        rows: list[Feature] = []
        for product, some in zip(products, values, strict=True):
            if product.pk in unchanged:
                rows += [_row(product, value) for value in _open_values(some, decided.get(product.pk, ()))]
                _place(product, some, decided.get(product.pk, ()))
        Feature.objects.bulk_create(rows)
        Product.objects.bulk_update(
            [product for product in products if product.pk in unchanged], ["category", "extracted_hash"]
        )


def _locked(products: Sequence[Product]) -> dict[int, str]:
    """Lock the products and return those whose texts are still the ones that were read."""
    read = {product.pk: product.text_hash for product in products}
    rows = Product.objects.select_for_update().filter(pk__in=read).order_by("pk").values_list("pk", "text_hash")
    return {key: text_hash for key, text_hash in rows if read[key] == text_hash}


def _forget_proposals(keys: Sequence[int]) -> None:
    nobody_saw = Q(status=Feature.Status.PROPOSED) | Q(accepted_automatically=True)
    proposed = Feature.objects.filter(nobody_saw, product__in=keys, source=Feature.Source.MODEL)
    proposed._raw_delete(proposed.db)


def _decided(keys: Sequence[int]) -> dict[int, list[Feature]]:
    decided: dict[int, list[Feature]] = {}
    for feature in Feature.objects.filter(product__in=keys):
        decided.setdefault(feature.product_id, []).append(feature)
    return decided


def _open_values(values: Sequence[FeatureValue], decided: Sequence[Feature]) -> list[FeatureValue]:
    """Return the values nobody has decided: neither this value, nor another one of a single-valued attribute."""
    known = {(one.kind, one.name, one.normalised) for one in decided}
    settled = {(one.kind, one.name) for one in decided if one.status == Feature.Status.VERIFIED and _is_single(one)}
    return [
        value
        for value in values
        if (value.kind, value.name, value.normalised) not in known and (value.kind, value.name) not in settled
    ]


def _is_single(feature: Feature) -> bool:
    attribute = default_schema().get(feature.name)
    return feature.kind == Feature.Kind.CATEGORY or (attribute is not None and attribute.single)


def _place(product: Product, values: Sequence[FeatureValue], decided: Sequence[Feature]) -> None:
    """Set the category the extractor chose, unless a person verified one."""
    verified = any(one.kind == Feature.Kind.CATEGORY and one.status == Feature.Status.VERIFIED for one in decided)
    chosen = next((value.leaf_key for value in values if value.kind == "category"), None)
    if not verified:
        product.category_id = chosen
    product.extracted_hash = product.text_hash


def _row(product: Product, value: FeatureValue) -> Feature:
    accepted = value.sure and settings.RECDASH_AUTO_VERIFY
    return Feature(
        product=product,
        store_id=product.store_id,
        kind=value.kind,
        name=value.name,
        value=value.value,
        normalised=value.normalised,
        confidence=value.confidence,
        evidence_field=value.evidence.field,
        evidence_start=value.evidence.start,
        evidence_end=value.evidence.end,
        model=value.model,
        prompt_version=value.prompt_version,
        sure=value.sure,
        accepted_automatically=accepted,
        status=Feature.Status.VERIFIED if accepted else Feature.Status.PROPOSED,
    )
