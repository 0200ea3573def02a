"""A draft's list against the live one: what came, what went, what moved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from recommendations.engine.types import AnswerItem


@dataclass(frozen=True, slots=True)
class Comparison:
    """Ranks in the live list by product, and how many came, went and moved."""

    live_ranks: Mapping[int, int] = field(default_factory=dict)
    came: int = 0
    went: int = 0
    moved: int = 0

    @property
    def words(self) -> str:
        """Return the difference in a line: “1 in, 1 out, 4 moved”."""
        if not (self.came or self.went or self.moved):
            return _("the same as live")
        return ", ".join(
            [
                ngettext("%(n)s in", "%(n)s in", self.came) % {"n": self.came},
                ngettext("%(n)s out", "%(n)s out", self.went) % {"n": self.went},
                ngettext("%(n)s moved", "%(n)s moved", self.moved) % {"n": self.moved},
            ]
        )


def compare(draft: Sequence[AnswerItem], live: Sequence[AnswerItem]) -> Comparison:
    """Compare two lists by rank."""
    before = {item.pk: item.rank for item in live}
    now = {item.pk: item.rank for item in draft}
    both = before.keys() & now.keys()
    return Comparison(
        live_ranks=before,
        came=len(now) - len(both),
        went=len(before) - len(both),
        moved=sum(before[pk] != now[pk] for pk in both),
    )
