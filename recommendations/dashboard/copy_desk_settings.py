"""What the copy desk shows, as its address says it."""

from dataclasses import dataclass
from typing import Self

from django.http import QueryDict

from recommendations.dashboard.address import AddressState


@dataclass(frozen=True, slots=True)
class CopyDeskSettings(AddressState):
    """The filters of the queue (`state` "": all that waits for a decision), the open copy, and whether it is edited."""

    state: str = ""
    locale: str = ""
    finding: str = ""  # "none", "any" or a finding's code
    q: str = ""
    copy: str = ""
    edit: bool = False

    @classmethod
    def from_query(cls, query: QueryDict) -> Self:
        words = {name: query.get(name, "").strip() for name in ("state", "locale", "finding", "q", "copy")}
        return cls(**words, edit=query.get("edit") == "1")

    @property
    def copy_pk(self) -> int | None:
        return int(self.copy) if self.copy.isascii() and self.copy.isdecimal() else None
