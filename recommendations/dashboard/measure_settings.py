"""What the page of figures shows, as its address says it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from django.http import QueryDict

from recommendations.dashboard.address import AddressState
from recommendations.selectors.measure import Slice

PERIODS = (7, 14, 28, 90)
VISITORS = ("new", "returning")


@dataclass(frozen=True, slots=True)
class MeasureSettings(AddressState):
    """The choices of the page; "" means all."""

    days: int = 14
    placement: str = ""
    release: str = ""
    locale: str = ""
    visitors: str = ""

    @classmethod
    def from_query(cls, query: QueryDict) -> Self:
        """Read what the address says; what it says wrongly counts as not said."""
        days, release = query.get("days", ""), query.get("release", "").strip()
        visitors = query.get("visitors", "")
        return cls(
            days=int(days) if days.isdecimal() and int(days) in PERIODS else cls().days,
            placement=query.get("placement", "").strip()[:100],
            release=release if release.isascii() and release.isdecimal() and len(release) < 9 else "",
            locale=query.get("locale", "").strip()[:20],
            visitors=visitors if visitors in VISITORS else "",
        )

    def slice(self, today: date) -> Slice:
        """Return the days up to today, today included."""
        return Slice(
            since=today - timedelta(days=self.days - 1),
            until=today,
            placement=self.placement,
            release=int(self.release) if self.release else None,
            locale=self.locale,
            visitors=self.visitors,
        )
