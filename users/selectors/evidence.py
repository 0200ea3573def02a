"""The events behind a shopper's interests."""

from collections.abc import Sequence
from dataclasses import dataclass

from users.models import Interaction, InterestTag, Shopper
from users.selectors.shoppers import shopper_tags

EVENTS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class TagShown:
    """A tag with its strongest events; `event_count` counts all that are behind it."""

    tag: InterestTag
    events: tuple[Interaction, ...]
    event_count: int


def tags_with_evidence(shopper: Shopper) -> list[TagShown]:
    """Return all tags of a shopper, the strongest first, in two queries."""
    tags = list(shopper_tags(shopper))
    events = _events(shopper, [event_id for tag in tags for event_id in tag.evidence[:EVENTS_SHOWN]])
    return [
        TagShown(
            tag=tag,
            events=tuple(events[event_id] for event_id in tag.evidence[:EVENTS_SHOWN] if event_id in events),
            event_count=len(tag.evidence),
        )
        for tag in tags
    ]


def _events(shopper: Shopper, event_ids: Sequence[str]) -> dict[str, Interaction]:
    found = Interaction.objects.filter(shopper=shopper, event_id__in=set(event_ids))
    return {event.event_id: event for event in found.select_related("product").prefetch_related("product__texts")}
