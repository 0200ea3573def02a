"""The form of a rule: says in words why a rule cannot be."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from recommendations.models import Rule


class RuleForm(forms.ModelForm):  # type: ignore[type-arg]
    """A pin needs a position and something to show; a hide rule has no position."""

    class Meta:
        model = Rule
        fields = ["placement", "kind", "product", "position", "note"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if (cleaned.get("kind") or self.instance.kind) != Rule.Kind.PIN:
            return cleaned | {"position": None}
        product = cleaned.get("product")
        if product and not product.recommendable:
            self.add_error("product", _("This product is hidden or sold out: show or restock it before you pin it."))
        if "position" not in self.errors and not cleaned.get("position"):
            self.add_error("position", _("Say at which position it is pinned; 1 is first."))
        return cleaned
