"""The on-off choices of the preview, and how wide it is."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from recommendations.dashboard.preview_settings import DEVICES, PreviewSettings


@dataclass(frozen=True, slots=True)
class Switch:
    """One choice: its words, its state and the address's query with it turned."""

    name: str
    label: str
    hint: str
    on: bool
    query: str


def switches_of(settings: PreviewSettings) -> list[Switch]:
    words = {
        "explain": (_("Explain"), _("show what each score is made of")),
        "llm": (_("Language model"), _("use the personal scores of the language model")),
        "rules": (_("Rules"), _("apply the rules of the release")),
        "personal": (_("Personal"), _("use what is known of the shopper")),
    }
    return [_switch(settings, name, *texts) for name, texts in words.items()]


def devices_of(settings: PreviewSettings) -> list[Switch]:
    """Return the widths that the list can be shown in, narrowest first; one of them is on."""
    words = {
        "390": (_("Phone"), _("as wide as a phone: 390 pixels")),
        "768": (_("Tablet"), _("as wide as a tablet: 768 pixels")),
        "": (_("Full width"), _("all the width there is")),
    }
    return [
        Switch(width or "full", *words[width], on=settings.device == width, query=settings.query(device=width))
        for width in (*DEVICES, "")
    ]


def _switch(settings: PreviewSettings, name: str, label: str, hint: str) -> Switch:
    on: bool = getattr(settings, name)
    return Switch(name, label, hint, on, settings.query(**{name: not on}))
