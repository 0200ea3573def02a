"""The on-off choices of the preview."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from recommendations.dashboard.preview_settings import PreviewSettings


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


def _switch(settings: PreviewSettings, name: str, label: str, hint: str) -> Switch:
    on: bool = getattr(settings, name)
    return Switch(name, label, hint, on, settings.query(**{name: not on}))
