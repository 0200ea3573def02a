"""Which changes the page shows, as its address says it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils.dateparse import parse_date

from recommendations.dashboard.address import AddressState
from recommendations.selectors.audit_trail import Wanted

EVERYBODY = "*"  # no name of an account can be it


@dataclass(frozen=True, slots=True)
class AuditSettings(AddressState):
    """The choices of the page; "" means all, and people for the person, whom the system's many drafts would drown.

    Days are those of the store, both included.
    """

    person: str = ""
    kind: str = ""
    object: str = ""
    since: str = ""
    until: str = ""
    page: int = 1

    @classmethod
    def from_query(cls, query: QueryDict) -> Self:
        """Read what the address says; what it says wrongly counts as not said."""
        page = query.get("page", "")
        text = {name: query.get(name, "").replace("\0", "").strip()[:200] for name in ("person", "kind", "object")}
        days = {name: query.get(name, "") if _day(query.get(name, "")) else "" for name in ("since", "until")}
        usable = page.isascii() and page.isdecimal() and 0 < len(page) < 4
        return cls(**text, **days, page=max(int(page), 1) if usable else 1)

    def wanted(self, zone: ZoneInfo) -> Wanted:
        first, last = _day(self.since), _day(self.until)
        return Wanted(
            person="" if self.person == EVERYBODY else self.person,
            people_only=not self.person,
            kind=self.kind,
            object=self.object,
            since=_start(first, zone) if first else None,
            until=_start(last + timedelta(days=1), zone) if last else None,
        )


def _day(text: str) -> date | None:
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day and date.min < day < date.max - timedelta(days=2) else None


def _start(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, zone)
