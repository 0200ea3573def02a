"""The interactions that training reads."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Interaction:
    """One event of one user with one item, both as integer keys; `weight` is that of the event's type."""

    user: int
    item: int
    weight: float
    occurred_at: datetime
    segment: str = ""  # the user's locale
    type: str = "view"
