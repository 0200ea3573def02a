"""The form of a flow."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from recommendations.dashboard.preview_cards import FACTOR_WORDS
from recommendations.engine.candidates import SOURCES
from recommendations.engine.ranking.weights import DEFAULT_WEIGHTS
from recommendations.models import Flow

ASKED = (*SOURCES, "tags")  # what retrieval can leave out


class FlowForm(forms.ModelForm):  # type: ignore[type-arg]
    """Sources on and off, weights that differ from the model's, and shares of the list."""

    sources_off = forms.MultipleChoiceField(
        label=_("sources switched off"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Flow
        fields = ["k", "sources_off", "language_model", "diversity", "new_share", "exploration_share", "fallback"]

    def __init__(self, *args: Any, disabled: bool = False, **options: Any) -> None:
        options["prefix"] = f"flow{options['instance'].pk}"
        super().__init__(*args, **options)
        self.fields["sources_off"].choices = [(name, FACTOR_WORDS[name]) for name in ASKED]  # type: ignore[attr-defined]
        weights = self.instance.weights
        for name in DEFAULT_WEIGHTS:
            self.fields[f"weight_{name}"] = forms.FloatField(
                label=FACTOR_WORDS[name], required=False, min_value=0.0, max_value=1.0, initial=weights.get(name)
            )
        for name, field in self.fields.items():
            field.disabled = disabled
            if name not in ("sources_off", "language_model"):
                field.widget.attrs["class"] = "rd-input"

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.Meta.fields]

    @property
    def weight_fields(self) -> list[forms.BoundField]:
        return [field for field in self if field.name.startswith("weight_")]

    def values(self) -> dict[str, Any]:
        """Return what the form says, for the service."""
        said = self.cleaned_data
        weights = {name: said.get(f"weight_{name}") for name in DEFAULT_WEIGHTS}
        plain = {name: said[name] for name in self.Meta.fields}
        return plain | {"weights": {name: value for name, value in weights.items() if value is not None}}

    def _post_clean(self) -> None:
        """Leave the row alone: the service changes it, under its lock."""
