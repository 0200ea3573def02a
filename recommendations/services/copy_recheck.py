"""Takes published copy back to review when its product no longer bears it out."""

import logging
from collections.abc import Sequence

from django.db import transaction

from recommendations.models import Copy, CopyDecision
from recommendations.services.copy_gate import copies_check

logger = logging.getLogger(__name__)
SERVED_SOON = (Copy.State.APPROVED, Copy.State.PUBLISHED)


@transaction.atomic
def copies_recheck(*, product_ids: Sequence[int]) -> list[int]:
    """Run the gate over approved and published copy of these products; return the keys of what went to review."""
    rows = list(Copy.objects.select_for_update().filter(product__in=product_ids, state__in=SERVED_SOON).order_by("pk"))
    checked = copies_check(rows) if rows else {}
    contradicted = []
    for copy in rows:
        facts, findings = checked[copy.pk]
        blocking = [finding for finding in findings if finding.severity == "block"]
        if blocking:
            copy.facts = [fact.as_dict() for fact in facts]
            copy.findings = [finding.as_dict() for finding in findings]
            _send_to_review(copy, reason=blocking[0].message)
            contradicted.append(copy.pk)
    transaction.on_commit(lambda: logger.info("copy taken back to review: %s", contradicted or "none"))
    return contradicted


def _send_to_review(copy: Copy, *, reason: str) -> None:
    last = copy.revisions.order_by("-number").first()
    CopyDecision.objects.create(
        copy=copy,
        action=CopyDecision.Action.WITHDRAW,
        from_state=copy.state,
        to_state=Copy.State.IN_REVIEW,
        revision=last.number if last else 0,
        comment=reason,
    )
    copy.state, copy.published_at, copy.version = Copy.State.IN_REVIEW, None, copy.version + 1
    copy.save()
