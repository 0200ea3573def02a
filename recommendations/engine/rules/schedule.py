"""When a rule holds."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Schedule:
    """From one moment on, until before another one, on some weekdays of a time zone; nothing set is always."""

    starts_at: datetime | None = None
    ends_at: datetime | None = None
    weekdays: frozenset[int] = frozenset()  # 0 is Monday; empty: every day
    time_zone: str = "UTC"  # of the weekdays

    def __bool__(self) -> bool:
        return bool(self.starts_at or self.ends_at or self.weekdays)

    def holds(self, now: datetime) -> bool:
        """Whether it is the time; `now` knows its time zone."""
        if self.starts_at is not None and now < self.starts_at:
            return False
        if self.ends_at is not None and now >= self.ends_at:
            return False
        return not self.weekdays or now.astimezone(ZoneInfo(self.time_zone)).weekday() in self.weekdays

    def has_ended(self, now: datetime) -> bool:
        """Whether it will never be the time again."""
        return self.ends_at is not None and now >= self.ends_at
