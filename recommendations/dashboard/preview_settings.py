"""What a preview shows, as its address says it."""

from dataclasses import dataclass
from typing import Self

from django.http import QueryDict

from recommendations.dashboard.address import AddressState
from recommendations.engine.types import Request

SWITCHES = ("explain", "llm", "rules", "personal")
SIZES = (5, 10, 20, 50)


@dataclass(frozen=True, slots=True)
class PreviewSettings(AddressState):
    """The choices of a preview.

    `shopper` "" with `anonymous` off means: choose a lively one. `k` "" means: as many as the placement shows.
    """

    shopper: str = ""
    anonymous: bool = False
    placement: str = ""
    locale: str = ""
    k: str = ""
    explain: bool = True
    llm: bool = True
    rules: bool = True
    personal: bool = True

    @classmethod
    def from_query(cls, query: QueryDict) -> Self:
        words = {name: query.get(name, "").strip() for name in ("shopper", "placement", "locale", "k")}
        switches = {name: query.get(name, "1") != "0" for name in SWITCHES}
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
        )
