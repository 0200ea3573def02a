"""For whom a rule holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from recommendations.engine.rules.conditions import ConditionError

NEW, RETURNING = "new", "returning"
Tag = tuple[str, str, str]  # (kind, name, value) of an interest


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks, as far as rules read it."""

    locale: str = ""
    tags: frozenset[Tag] = frozenset()
    events: int = 0  # known of the shopper; 0 is new


@dataclass(frozen=True, slots=True)
class Audience:
    """Each part that is set has to fit; of several values in one part, any does. Nothing set is everybody."""

    locales: frozenset[str] = frozenset()  # "de" means "de-at" too
    tags: frozenset[Tag] = frozenset()
    visitor: str = ""  # "new", "returning"
    least_events: int = 0
    most_events: int | None = None

    def __bool__(self) -> bool:
        return self != Audience()

    def holds(self, visitor: Visitor) -> bool:
        """Whether the rule is for this visitor."""
        if self.locales and not self.locales & {visitor.locale, visitor.locale.partition("-")[0]}:
            return False
        if self.tags and not self.tags & visitor.tags:
            return False
        if self.visitor and (self.visitor == NEW) != (visitor.events == 0):
            return False
        return self.least_events <= visitor.events and (self.most_events is None or visitor.events <= self.most_events)


def parse_audience(data: Any) -> Audience:
    """Read {"locales": […], "tags": [[kind, name, value], …], "visitor": …, "least_events": n, "most_events": n}."""
    if not isinstance(data, Mapping):
        raise ConditionError(f"An audience is an object, not {data!r}.")
    unknown = data.keys() - {"locales", "tags", "visitor", "least_events", "most_events"}
    if unknown:
        raise ConditionError(f"An audience knows no {', '.join(sorted(unknown))}.")
    tags = data.get("tags", [])
    if not isinstance(tags, list) or not all(isinstance(tag, list | tuple) and len(tag) == 3 for tag in tags):
        raise ConditionError("“tags” are lists of kind, name and value.")
    if data.get("visitor", "") not in ("", NEW, RETURNING):
        raise ConditionError("“visitor” is new or returning.")
    locales = data.get("locales", [])
    if not isinstance(locales, list):
        raise ConditionError("“locales” is a list.")
    return Audience(
        locales=frozenset(str(locale) for locale in locales),
        tags=frozenset((str(kind), str(name), str(value)) for kind, name, value in tags),
        visitor=data.get("visitor", ""),
        least_events=_count(data.get("least_events")) or 0,
        most_events=_count(data.get("most_events")),
    )


def _count(value: Any) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ConditionError(f"{value!r} is not a number of events.")
    return value
