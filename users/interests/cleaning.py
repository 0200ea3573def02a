"""Takes out of a history what tells nothing of interest."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from users.interests.types import Event

SESSION_GAP = timedelta(minutes=30)
REPEAT_WITHIN = timedelta(seconds=30)  # a reload, not a second look
BOT_EVENTS_PER_MINUTE = 30


def sessions(events: Sequence[Event]) -> list[list[Event]]:
    """Cut a history into visits: a pause of 30 minutes ends one. Events come back in time order."""
    visits: list[list[Event]] = []
    for event in sorted(events, key=lambda event: event.occurred_at):
        if visits and event.occurred_at - visits[-1][-1].occurred_at <= SESSION_GAP:
            visits[-1].append(event)
        else:
            visits.append([event])
    return visits


def cleaned(events: Sequence[Event]) -> list[list[Event]]:
    """Return the sessions without impressions, reloads and visits at a machine's pace."""
    visits = sessions([event for event in events if event.type != "impression"])
    return [list(_without_reloads(visit)) for visit in visits if not is_bot(visit)]


def is_bot(visit: Sequence[Event]) -> bool:
    """Say whether some minute of this visit holds more events than a person makes."""
    times = [event.occurred_at for event in visit]
    return any(
        later - earlier < timedelta(minutes=1)
        for earlier, later in zip(times, times[BOT_EVENTS_PER_MINUTE:], strict=False)
    )


def _without_reloads(visit: Sequence[Event]) -> Iterator[Event]:
    seen: dict[tuple[str, int | None, str], Event] = {}
    for event in visit:
        key = (event.type, event.product, event.query)
        before = seen.get(key)
        seen[key] = event
        if before is None or event.occurred_at - before.occurred_at > REPEAT_WITHIN:
            yield event
