"""Why a step in the life of a release is refused, in words for the one who asked."""

from collections.abc import Mapping


class ReleaseError(Exception):
    """A refused step; nothing was changed."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotAllowed(ReleaseError):
    """The person lacks the permission."""


class OwnRelease(ReleaseError):
    """Whoever wrote a part of a release cannot approve it."""


class WrongState(ReleaseError):
    """The step does not lead on from the state that the release is in."""


class Immutable(WrongState):
    """What has been published, or discarded, does not change."""


class CommentMissing(ReleaseError):
    """Asking for changes needs words."""


class LinkSpent(ReleaseError):
    """An approval link that is not ours, too old, used, or about a release that has changed since."""


class Conflict(ReleaseError):
    """Somebody changed the same thing since it was read.

    `who` did; `theirs` are the values that stand now, by field.
    """

    def __init__(self, message: str, *, who: str = "", theirs: Mapping[str, object] | None = None) -> None:
        super().__init__(message)
        self.who = who
        self.theirs = dict(theirs or {})


class LiveMovedOn(ReleaseError):
    """What is live changed since the release began, in the same rules or flows: take it over, or keep one's own."""
