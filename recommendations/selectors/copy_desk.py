"""What the copy desk shows: the queue, and one copy with its history."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from catalog.models import ProductText
from recommendations.models import Copy, CopyDecision, CopyRevision
from recommendations.selectors.attention import WAITING_STATES
from recommendations.selectors.preview import product_titles

ROWS_SHOWN = 100
EVERY_STATE = "all"


@dataclass(frozen=True, slots=True)
class Queue:
    """The first rows of a filtered queue, oldest first, and how long the whole of it is."""

    rows: list[Copy]
    total: int
    without_findings: int
    titles: Mapping[int, str]  # product pk → title


def copy_desk_queue(*, state: str = "", locale: str = "", finding: str = "", q: str = "") -> Queue:
    """Return what the filters leave; `finding` is "none", "any" or a code."""
    found = queue_copies(state=state, locale=locale, finding=finding, q=q)
    counts = found.aggregate(total=Count("pk"), without_findings=Count("pk", filter=Q(findings=[])))
    rows = list(found.select_related("product").defer("facts", "candidates")[:ROWS_SHOWN])
    return Queue(rows, **counts, titles=product_titles({row.product_id for row in rows}, locale=locale or "en"))


def queue_copies(*, state: str = "", locale: str = "", finding: str = "", q: str = "") -> QuerySet[Copy]:
    """Return the copies that the filters leave, oldest first."""
    found: QuerySet[Copy] = Copy.objects.order_by("created_at", "pk")
    if state != EVERY_STATE:
        found = found.filter(state__in=[state] if state else WAITING_STATES)
    if locale:
        found = found.filter(locale=locale)
    if finding in ("none", "any"):
        found = found.filter(findings=[]) if finding == "none" else found.exclude(findings=[])
    elif finding:
        found = found.filter(findings__contains=[{"code": finding}])
    if q:
        titled = Exists(ProductText.objects.filter(product=OuterRef("product"), title__icontains=q))
        found = found.filter(Q(text__icontains=q) | Q(product__external_id__icontains=q) | titled)
    return found


def copy_desk_detail(pk: int) -> Copy | None:
    """Return a copy with its product, wordings and decisions and who made them."""
    history = (
        Prefetch("revisions", CopyRevision.objects.select_related("author").order_by("-number")),
        Prefetch("decisions", CopyDecision.objects.select_related("decided_by").order_by("-decided_at", "-pk")),
    )
    return Copy.objects.select_related("product", "author").prefetch_related(*history).filter(pk=pk).first()


def copy_desk_locales() -> list[str]:
    return list(Copy.objects.order_by("locale").values_list("locale", flat=True).distinct())
