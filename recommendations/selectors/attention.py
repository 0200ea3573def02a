"""What waits for a person."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from catalog.models import Feature, FeedImport, Job
from recommendations.models import Copy, Rule

RECENT = timedelta(days=7)
WAITING_STATES = (Copy.State.DRAFT, Copy.State.IN_REVIEW)


@dataclass(frozen=True, slots=True)
class DraftsWaiting:
    """Copy that waits for a decision, and how much of it the fact gate found fault with."""

    total: int
    with_findings: int


def drafts_waiting() -> DraftsWaiting:
    row = Copy.objects.filter(state__in=WAITING_STATES).aggregate(
        total=Count("pk"), with_findings=Count("pk", filter=~Q(findings=[]))
    )
    return DraftsWaiting(**row)


def features_unverified() -> int:
    return Feature.objects.filter(status=Feature.Status.PROPOSED).count()


def dead_pins(*, placement: str = "") -> list[Rule]:
    """Return the pins whose product no list may show, with their products."""
    gone = Q(product__available=False) | Q(product__hidden=True) | Q(product__stock=0)
    pins = Rule.live.filter(gone, kind__in=(Rule.Kind.PIN, Rule.Kind.SOFT_PIN), enabled=True).select_related("product")
    here = Q(placements=[]) | Q(placements__contains=[placement])
    return list(pins.filter(here) if placement else pins)


def jobs_failed() -> list[Job]:
    """Return this week's failed jobs that no later run of the same kind has made good, latest first."""
    later = Job.objects.filter(
        kind=OuterRef("kind"), created_at__gt=OuterRef("created_at"), status__in=(*Job.OPEN, Job.Status.DONE)
    )
    failed = Job.objects.filter(status=Job.Status.FAILED, created_at__gte=timezone.now() - RECENT)
    return list(failed.filter(~Exists(later)).order_by("-created_at"))


def import_with_refusals() -> FeedImport | None:
    """Return the latest import if it failed or refused rows."""
    latest = FeedImport.objects.order_by("-started_at").first()
    bad = latest is not None and (latest.rejected or latest.status == FeedImport.Status.FAILED)
    return latest if bad else None
