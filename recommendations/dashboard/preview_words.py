"""Codes of the engine in words."""

from django.utils.translation import gettext as _


def fallback_words(fallback: str) -> str:
    """Say why a list is not personal; nothing where it is."""
    words = {
        "unknown_shopper": _("cold start: nothing is known of this shopper"),
        "no_history": _("cold start: no events yet"),
        "opted_out": _("not personal: the shopper opted out"),
        "not_personalised": _("not personal: switched off here"),
    }
    return words.get(fallback, fallback)
