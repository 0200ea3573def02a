"""What can go wrong when a language model or an encoder is asked, with what to do about it."""


class LanguageModelError(Exception):
    """A model could not be loaded or gave no usable answer. `remedy` says what an operator can do."""

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(f"{message} {remedy}".strip())
        self.remedy = remedy


class ModelUnavailable(LanguageModelError):
    """The named model cannot be loaded: not installed, no such folder, or of an unknown kind."""


class RemoteModelError(LanguageModelError):
    """A remote model did not answer in time, refused, or answered something that is no chat completion."""
