"""The form of a pin or hide in one gesture: says in words why it cannot be."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminSelectWidget

from recommendations.models import Placement, Rule

KINDS = (Rule.Kind.PIN, Rule.Kind.HIDE)


class RuleForm(forms.ModelForm):  # type: ignore[type-arg]
    """A pin needs a position and something to show; a hide rule has no position."""

    placement = forms.ModelChoiceField(
        Placement.objects.none(), label=gettext_lazy("placement"), widget=UnfoldAdminSelectWidget
    )

    class Meta:
        model = Rule
        fields = ["placement", "kind", "product", "position", "note"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["placement"].queryset = Placement.objects.all()  # type: ignore[attr-defined]
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in KINDS]  # type: ignore[attr-defined]
        self.fields["product"].required = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") != Rule.Kind.PIN:
            return cleaned | {"position": None}
        product = cleaned.get("product")
        if product and not product.recommendable:
            self.add_error("product", _("This product is hidden or sold out: show or restock it before you pin it."))
        if "position" not in self.errors and not cleaned.get("position"):
            self.add_error("position", _("Say at which position it is pinned; 1 is first."))
        return cleaned

    def _post_clean(self) -> None:
        """Leave the row's own checks to the service, which knows the release that the rule will stand in."""
