"""The form of a rule: says in words why a rule cannot be."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from recommendations.models import Rule


class RuleForm(forms.ModelForm):  # type: ignore[type-arg]
    """A pin of something that no list may show would be dead from the start."""

    class Meta:
        model = Rule
        fields = ["placement", "kind", "product", "position", "note"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        product = cleaned.get("product")
        if cleaned.get("kind") == Rule.Kind.PIN and product and not product.recommendable:
            self.add_error("product", _("This product is hidden or sold out: show or restock it before you pin it."))
        return cleaned
