"""The form of an API key: scopes as boxes to tick."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from recommendations.models import ApiKey, Scope


class ApiKeyForm(forms.ModelForm):  # type: ignore[type-arg]
    """Name, scopes, expiry and, later, revocation."""

    scopes = forms.MultipleChoiceField(
        label=_("What it may do"), choices=Scope.choices, widget=UnfoldAdminCheckboxSelectMultipleWidget
    )

    class Meta:
        model = ApiKey
        fields = ["name", "scopes", "expiry_date"]

    def clean_scopes(self) -> list[Any]:
        return [scope for scope in Scope.values if scope in self.cleaned_data["scopes"]]
