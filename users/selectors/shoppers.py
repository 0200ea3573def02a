"""What the pages show of a shopper."""

from dataclasses import dataclass

from django.db.models import QuerySet

from users.interests.cleaning import SESSION_GAP
from users.models import Interaction, InterestTag, Shopper


@dataclass(frozen=True, slots=True)
class Visit:
    """The events between two pauses of half an hour, latest first."""

    events: tuple[Interaction, ...]


def shopper_tags(shopper: Shopper, *, with_hidden: bool = True) -> QuerySet[InterestTag]:
    tags = InterestTag.objects.filter(shopper=shopper).order_by("-weight", "label")
    return tags if with_hidden else tags.exclude(status=InterestTag.Status.HIDDEN)


def shopper_timeline(shopper: Shopper, limit: int = 100) -> list[Visit]:
    """Return the latest events as visits, latest first."""
    events = (
        Interaction.objects.filter(shopper=shopper)
        .select_related("product")
        .prefetch_related("product__texts")
        .order_by("-occurred_at", "-pk")[:limit]
    )
    visits: list[list[Interaction]] = []
    for event in events:
        if visits and visits[-1][-1].occurred_at - event.occurred_at <= SESSION_GAP:
            visits[-1].append(event)
        else:
            visits.append([event])
    return [Visit(tuple(visit)) for visit in visits]
