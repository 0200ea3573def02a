"""What the wizard asks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from recommendations.models import Experiment, Placement
from recommendations.selectors.experiments import releases_to_try


class ExperimentForm(forms.Form):
    """Name, what is tried where, on whom, and what change matters; shares in percent."""

    name = forms.CharField(label=_("Name"), max_length=200)
    treatment = forms.TypedChoiceField(
        label=_("Release to try"), coerce=int, help_text=_("Releases that were approved; the author does not decide.")
    )
    control = forms.TypedChoiceField(label=_("Release to compare with"), coerce=int)
    placement = forms.ChoiceField(label=_("Placement"), required=False)
    metric = forms.ChoiceField(label=_("What it shall change"), choices=Experiment.Metric.choices)
    minimum_effect = forms.FloatField(
        label=_("Smallest change that matters, in percent"), min_value=0.5, max_value=200, initial=10
    )
    share = forms.FloatField(
        label=_("Shoppers who get the new release, in percent"), min_value=1, max_value=99, initial=50
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        slots = [(key, name) for key, name in Placement.objects.values_list("key", "name")]
        self.fields["placement"].choices = [("", _("all of them")), *slots]  # type: ignore[attr-defined]
        releases = [(release.number, str(release)) for release in releases_to_try()]
        self.fields["treatment"].choices = releases  # type: ignore[attr-defined]
        self.fields["control"].choices = [(0, _("what is live")), *releases]  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            field.widget.attrs |= {"class": "rd-input rd-input--wide", "id": f"experiment-{name}"}

    def values(self) -> dict[str, Any]:
        """Return what the service takes; shares as parts of 1."""
        asked = self.cleaned_data
        return asked | {"share": asked["share"] / 100, "minimum_effect": asked["minimum_effect"] / 100}
