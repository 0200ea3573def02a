"""Reading features again, although the text did not change."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from catalog.models import Job, Product
from catalog.services.jobs import job_start


def extraction_restart(*, product_ids: Sequence[int], by: Any) -> Job:
    """Forget that these products were read and start a job that reads them; verified values stay."""
    with transaction.atomic():
        Product.objects.filter(pk__in=product_ids).update(extracted_hash="")
        return job_start(kind=Job.Kind.EXTRACT_FEATURES, ids=list(product_ids), started_by=by)
