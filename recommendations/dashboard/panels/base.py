"""What a panel of the home page is."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from django.http import HttpRequest

from users.models import User


class Panel(ABC):
    """One box of the home page; the home page shows the panels of its list in order."""

    name: ClassVar[str]
    wide: ClassVar[bool] = False
    permission: ClassVar[str] = ""  # whoever lacks it does not see the panel

    @property
    def template(self) -> str:
        return f"dashboard/panels/{self.name}.html"

    def is_shown(self, user: User) -> bool:
        return not self.permission or user.has_perm(self.permission)

    @abstractmethod
    def context(self, request: HttpRequest) -> dict[str, Any]:
        """Return what the panel's template needs."""
