"""What staff do to many products or features at once; each ends in words for the message."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.models import Feature, Product
from catalog.services.extraction import extraction_restart
from catalog.services.features import feature_reject, feature_verify
from catalog.services.products import product_hide

SURE = 0.9  # the model's confidence from which on values are verified unseen


def products_hide(products: QuerySet[Product], *, hidden: bool) -> str:
    changed = [product_hide(product=product, hidden=hidden) for product in products.exclude(hidden=hidden)]
    if hidden:
        return ngettext("%(n)s product hidden.", "%(n)s products hidden.", len(changed)) % {"n": len(changed)}
    return ngettext("%(n)s product shown again.", "%(n)s products shown again.", len(changed)) % {"n": len(changed)}


def products_extract(products: QuerySet[Product], *, by: Any) -> str:
    job = extraction_restart(product_ids=list(products.values_list("pk", flat=True)), by=by)
    return _("Job %(job)s started: %(n)s products.") % {"job": job.pk, "n": job.total}


def products_verify(products: QuerySet[Product], *, by: Any) -> str:
    """Verify what the model was sure of."""
    keys = list(products.values_list("pk", flat=True))
    sure = Feature.objects.filter(product__in=keys, status=Feature.Status.PROPOSED, confidence__gte=SURE)
    return features_verify(sure, by=by)


def features_verify(features: QuerySet[Feature], *, by: Any) -> str:
    rows = list(features.exclude(status=Feature.Status.VERIFIED))
    feature_verify(features=rows, by=by)
    return ngettext("%(n)s value verified.", "%(n)s values verified.", len(rows)) % {"n": len(rows)}


def features_reject(features: QuerySet[Feature], *, by: Any) -> str:
    rows = list(features.exclude(status=Feature.Status.REJECTED))
    feature_reject(features=rows, by=by)
    return ngettext("%(n)s value rejected.", "%(n)s values rejected.", len(rows)) % {"n": len(rows)}
