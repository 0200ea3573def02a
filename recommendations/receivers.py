"""What the recommendations app does when a step before it tells of a change."""

from typing import Any

from django.dispatch import receiver

from catalog.services.dispatch import send_after_commit
from catalog.signals import products_changed


@receiver(products_changed)
def recheck_copy(product_ids: list[int], **_: Any) -> None:
    """Copy is served only while its facts hold, so changed products have theirs looked at again."""
    from recommendations.tasks import copy_recheck

    send_after_commit(copy_recheck, product_ids)
