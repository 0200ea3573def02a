"""Why a step in the life of a copy is refused, in words for the one who asked."""

from collections.abc import Sequence

from recommendations.copywriting.types import Finding


class WorkflowError(Exception):
    """A refused step; nothing was changed."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotAllowed(WorkflowError):
    """The person lacks the permission."""


class OwnText(WorkflowError):
    """The person who wrote the text cannot approve it."""


class WrongState(WorkflowError):
    """The step does not lead on from the state that the copy is in."""


class Conflict(WorkflowError):
    """Somebody changed the copy since it was read."""


class CommentMissing(WorkflowError):
    """Asking for changes needs words."""


class Blocked(WorkflowError):
    """The fact gate objects."""

    def __init__(self, message: str, findings: Sequence[Finding]) -> None:
        super().__init__(message)
        self.findings = tuple(findings)
