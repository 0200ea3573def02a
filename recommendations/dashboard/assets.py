"""The style sheet and scripts that every staff page loads."""

from django.http import HttpRequest
from django.templatetags.static import static


def favicon(request: HttpRequest) -> str:
    return static("recdash/favicon.svg")


def stylesheet(request: HttpRequest) -> str:
    return static("recdash/recdash.css")


def keyboard_script(request: HttpRequest) -> str:
    return static("recdash/keyboard.js")


def htmx_script(request: HttpRequest) -> str:
    """Return what fits htmx, which Unfold loads itself, to these pages; a second htmx would send all twice."""
    return static("recdash/htmx-setup.js")
