"""Choices of a page that live in its address."""

from dataclasses import asdict, dataclass, replace
from typing import Any, Self
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class AddressState:
    """Base of a page's choices; the address names only those that differ from their defaults."""

    def changed(self, **changes: Any) -> Self:
        return replace(self, **changes)

    def query(self, **changes: Any) -> str:
        """Return the address's query with some choices changed."""
        chosen, default = asdict(self.changed(**changes)), asdict(type(self)())
        return urlencode({name: _written(value) for name, value in chosen.items() if value != default[name]})


def _written(value: Any) -> str:
    return ("1" if value else "0") if isinstance(value, bool) else str(value)
