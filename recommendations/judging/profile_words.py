"""What somebody likes, read out of a profile in any of the forms that callers have it in."""

import re
from collections.abc import Iterable, Mapping, Sequence

Profile = str | Sequence[str] | Mapping[str, object]

_PART = re.compile(r"[,;.\n]+|\s+(?:and|und|et|y)\s+")
_LEAD = re.compile(
    r"^(?:(?:the|this)\s+(?:shopper|customer|user|reader)\s+|i\s+|he\s+|she\s+|they\s+)?(?:am|is|are)?\s*"
    r"(?:really\s+|also\s+|mostly\s+)?"
    r"(?:interested\s+in|fond\s+of|looking\s+for|likes?|loves?|enjoys?|wants?|buys?|bought|prefers?)\s+",
    re.IGNORECASE,
)


def likes_of(profile: Profile) -> tuple[str, ...]:
    """Return the likes of a profile in order, each once: ("hiking", "green tea") of "Likes hiking and green tea.".

    A text is split at commas, sentence ends and "and"; a sequence is taken as it is; of a mapping the texts of all
    values count, so that {"interests": [...], "history": [...]} works. Blank likes are left out.
    """
    likes = (like.strip() for like in _read(profile))
    return tuple({like.casefold(): like for like in likes if like}.values())


def _read(profile: object) -> Iterable[str]:
    if isinstance(profile, str):
        return (_LEAD.sub("", part.strip()) for part in _PART.split(profile))
    if isinstance(profile, Mapping):
        return [like for value in profile.values() for like in _read(value)]
    if isinstance(profile, Sequence):
        return [str(like) for like in profile]
    return [str(profile)]
