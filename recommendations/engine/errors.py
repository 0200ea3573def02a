"""What can be wrong with a request."""


class RequestError(ValueError):
    """A field of a request cannot be used; the message says what is wrong and what to send instead."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


class InvalidK(RequestError):
    """`k` lies outside 1–100."""


class UnknownPlacement(RequestError):
    """No placement has this key."""


class UnknownRelease(RequestError):
    """No release has this number."""


class UnknownCategory(RequestError):
    """No category has this short name."""


class UnknownProduct(RequestError):
    """No product has this id."""
