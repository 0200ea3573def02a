"""What a preview shows, as its address says it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self
from urllib.parse import parse_qsl

from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from recommendations.dashboard.address import AddressState
from recommendations.dashboard.preview_session import session_records, typed_events
from recommendations.engine.types import Request
from users.events.records import EventRecord

WORDS = ("shopper", "segment", "placement", "locale", "k", "draft", "without", "as_of", "why", "events", "device")
SWITCHES = ("explain", "llm", "rules", "personal")
SIZES = (5, 10, 20, 50)
DEVICES = ("390", "768")  # widths in pixels; "" is all there is


@dataclass(frozen=True, slots=True)
class PreviewSettings(AddressState):
    """The choices of a preview.

    `shopper` "" with `anonymous` off means: choose a lively one. `k` "" means: as many as the placement shows.
    """

    shopper: str = ""
    anonymous: bool = False
    segment: str = ""  # words that shoppers are searched by: then the list is the average of theirs
    placement: str = ""
    locale: str = ""
    k: str = ""
    explain: bool = True
    llm: bool = True
    rules: bool = True
    personal: bool = True
    draft: str = ""  # number of a release that is not live
    without: str = ""  # keys of rules that are switched off, with commas between
    as_of: str = ""  # a moment, as 2026-12-24T18:00
    why: str = ""  # id of a product that is asked about
    events: str = ""  # of a session, as `preview_session` writes them
    device: str = ""  # one of DEVICES

    @classmethod
    def from_query(cls, query: QueryDict) -> Self:
        words = {name: query.get(name, "").strip() for name in WORDS}
        switches = {name: query.get(name, "1") != "0" for name in SWITCHES}
        if words["device"] not in DEVICES:
            words["device"] = ""
        return cls(anonymous=query.get("anonymous") == "1", **words).changed(**switches)  # type: ignore[arg-type]

    def request(self) -> Request:
        """Return what the engine is asked for; a `k` that is no number becomes 0, which the engine refuses in words."""
        number = int(self.k) if self.k.isascii() and self.k.isdecimal() else 0
        return Request(
            shopper_id=None if self.anonymous else self.shopper or None,
            placement=self.placement,
            k=number if self.k else None,
            locale=self.locale,
            personalised=self.personal,
            use_language_model=self.llm,
            use_rules=self.rules,
            release=self.release_number,
            without_rules=self.rules_off,
            as_of=self.moment,
        )

    @property
    def session(self) -> list[EventRecord]:
        """Return the events that were typed in, as a storefront would send them along."""
        return session_records(typed_events(self.events), until=self.moment or timezone.now())

    @property
    def release_number(self) -> int | None:
        """Return the release to preview; None: what is live."""
        return int(self.draft) if self.draft.isascii() and self.draft.isdecimal() else None

    @property
    def rules_off(self) -> frozenset[int]:
        """Return the keys of rules that this preview leaves out."""
        return frozenset(int(key) for key in self.without.split(",") if key.isascii() and key.isdecimal())

    @property
    def moment(self) -> datetime | None:
        """Return the moment to look at, in the desk's time zone; None: now, also where it cannot be read."""
        try:
            moment = parse_datetime(self.as_of) if self.as_of else None
        except ValueError:
            return None
        return timezone.make_aware(moment) if moment is not None and timezone.is_naive(moment) else moment

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Return the choices that a form has to carry along, but for the question that it asks."""
        return parse_qsl(self.query(why=""))

    def toggled(self, key: int) -> str:
        """Return the address's query with one rule switched off, or on again."""
        return self.query(without=",".join(str(one) for one in sorted(self.rules_off ^ {key})))
