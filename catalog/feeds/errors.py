"""The one error of input validation, and how it quotes what it refuses."""

MAX_FIELD = 200
MAX_MESSAGE = 1000


class FieldError(ValueError):
    """A value that cannot be accepted: which field, what is wrong, and what to do about it."""

    def __init__(self, field: str, message: str) -> None:
        self.field = storable(field, MAX_FIELD)
        self.message = storable(message, MAX_MESSAGE)
        super().__init__(f"{self.field}: {self.message}")


def storable(text: str, max_length: int) -> str:
    """Return `text` as a database can hold it: what was refused may hold NUL or half a surrogate pair."""
    return text[:max_length].replace("\x00", "\ufffd").encode("utf-8", errors="replace").decode("utf-8")
