"""Short messages after an action, each with the button that takes it back."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest

from recommendations.sentences import in_words

UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Undo:
    """The button that takes an action back: where it posts to, its name and its value."""

    url: str
    name: str
    value: str = "1"


@dataclass(frozen=True, slots=True)
class Toast:
    """What happened, and how to take it back (`undo_url` "": not at all)."""

    text: str
    tone: str
    undo_url: str = ""
    undo_name: str = ""
    undo_value: str = ""


def toast(request: HttpRequest, text: str, *, undo: Undo | None = None, level: int = messages.SUCCESS) -> None:
    """Store a message for the next page."""
    extra = f"{UNDO} {undo.url} {undo.name} {undo.value}" if undo else ""
    messages.add_message(request, level, in_words(text), extra_tags=extra)


def toasts(request: HttpRequest) -> list[Toast]:
    """Take the stored messages."""
    return [_toast(message) for message in messages.get_messages(request)]


def _toast(message: Message) -> Toast:
    tone = "bad" if message.level >= messages.ERROR else "warn" if message.level >= messages.WARNING else "ok"
    word, _space, rest = (message.extra_tags or "").partition(" ")
    if word != UNDO:
        return Toast(str(message), tone)
    return Toast(str(message), tone, *rest.split(" ", 2))
