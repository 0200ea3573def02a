"""The form of a rule: what, for whom, where, when. What it cannot show in fields, it shows as JSON."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.models import Category, Product
from recommendations.dashboard.rule_form_condition import CONDITION_FIELDS, condition_of, fields_of
from recommendations.engine.rules.conditions import ConditionError, parse_condition
from recommendations.models import Placement, Rule
from recommendations.sentences import in_words

WEEKDAYS = [(str(day), name) for day, name in enumerate(
    [gettext_lazy("Monday"), gettext_lazy("Tuesday"), gettext_lazy("Wednesday"), gettext_lazy("Thursday"),
     gettext_lazy("Friday"), gettext_lazy("Saturday"), gettext_lazy("Sunday")]
)]  # fmt: skip
MOMENT = "%Y-%m-%dT%H:%M"
LIST_FIELDS = ("share", "limit", "per", "window")
ONE_PRODUCT = ("pin", "soft_pin")


def _number(label: Any, **limits: Any) -> forms.FloatField:
    return forms.FloatField(label=label, required=False, widget=forms.NumberInput(attrs={"step": "any"}), **limits)


def _moment(label: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
    return forms.DateTimeField(label=label, required=False, widget=widget, input_formats=[MOMENT, "%Y-%m-%dT%H:%M:%S"])


class RuleEditorForm(forms.Form):
    """Fields of all kinds; which of them count follows from the kind."""

    kind = forms.ChoiceField(label=gettext_lazy("what happens"), choices=Rule.Kind.choices)
    products = forms.CharField(
        label=gettext_lazy("products, by id"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One a line: of a pin one, of a block several in order; otherwise leave it empty."),
    )
    position = forms.IntegerField(label=gettext_lazy("position"), required=False, min_value=1, max_value=100)
    strength = _number(gettext_lazy("strength, in percent"), min_value=1, max_value=1000)
    measure = forms.ChoiceField(label=gettext_lazy("measured by"), choices=Rule.Measure.choices, required=False)
    share = _number(gettext_lazy("share of the list, in percent"), min_value=1, max_value=100)
    limit = forms.IntegerField(label=gettext_lazy("at most"), required=False, min_value=1)
    per = forms.CharField(
        label=gettext_lazy("per"), required=False, help_text="brand, category, price_band, attribute:…"
    )
    window = forms.IntegerField(label=gettext_lazy("among the first"), required=False, min_value=1)
    categories = forms.MultipleChoiceField(label=gettext_lazy("categories"), required=False)
    brands = forms.CharField(
        label=gettext_lazy("brands"), required=False, help_text=gettext_lazy("with commas between")
    )
    attribute = forms.CharField(label=gettext_lazy("attribute"), required=False, help_text="colour")
    attribute_values = forms.CharField(label=gettext_lazy("its values"), required=False, help_text="red, blue")
    words = forms.CharField(label=gettext_lazy("words in the title"), required=False)
    price_from = _number(gettext_lazy("price from"), min_value=0)
    price_below = _number(gettext_lazy("price under"), min_value=0)
    stock_from = _number(gettext_lazy("stock from"), min_value=0)
    stock_below = _number(gettext_lazy("stock under"), min_value=0)
    days_from = _number(gettext_lazy("in the shop for days, from"), min_value=0)
    days_below = _number(gettext_lazy("under"), min_value=0)
    margin_from = _number(gettext_lazy("margin from, in percent"), max_value=100)
    margin_below = _number(gettext_lazy("margin under, in percent"), max_value=100)
    condition_json = forms.CharField(
        label=gettext_lazy("condition as JSON"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For any and not; if filled in, it takes the place of the fields above."),
    )
    visitor = forms.ChoiceField(
        label=gettext_lazy("shoppers"),
        required=False,
        choices=[("", gettext_lazy("all")), ("new", gettext_lazy("new")), ("returning", gettext_lazy("returning"))],
    )
    locales = forms.CharField(label=gettext_lazy("locales"), required=False, help_text="es, de-at")
    tags = forms.CharField(
        label=gettext_lazy("interests"),
        required=False,
        help_text="function:function:hiking",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    least_events = forms.IntegerField(label=gettext_lazy("events, at least"), required=False, min_value=0)
    most_events = forms.IntegerField(label=gettext_lazy("events, at most"), required=False, min_value=0)
    placements = forms.MultipleChoiceField(
        label=gettext_lazy("placements"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None chosen: all of them."),
    )
    starts_at = _moment(gettext_lazy("from"))
    ends_at = _moment(gettext_lazy("until"))
    weekdays = forms.MultipleChoiceField(
        label=gettext_lazy("weekdays"), required=False, choices=WEEKDAYS, widget=forms.CheckboxSelectMultiple
    )
    time_zone = forms.CharField(label=gettext_lazy("time zone"), required=False, help_text="Europe/Madrid")
    note = forms.CharField(label=gettext_lazy("why"), required=False, max_length=500)

    SETS = (
        (gettext_lazy("What happens"), ("kind", "products", "position", "strength", "measure", *LIST_FIELDS)),
        (gettext_lazy("To which products"), (*CONDITION_FIELDS, "condition_json")),
        (gettext_lazy("For whom"), ("visitor", "locales", "tags", "least_events", "most_events")),
        (gettext_lazy("Where and when"), ("placements", "starts_at", "ends_at", "weekdays", "time_zone", "note")),
    )  # fmt: skip

    def __init__(self, *args: Any, currency: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.currency = currency
        self.fields["placements"].choices = list(Placement.objects.values_list("key", "name"))  # type: ignore[attr-defined]
        self.fields["categories"].choices = list(Category.objects.values_list("slug", "path"))  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            if name not in ("placements", "weekdays"):
                field.widget.attrs["class"] = "rd-input"

    @property
    def sets(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [(str(title), [self[name] for name in names]) for title, names in self.SETS]

    def clean_products(self) -> list[int]:
        """Return the keys of the products, in the order of their ids."""
        ids = self.cleaned_data["products"].split()
        known = dict(Product.objects.filter(external_id__in=ids).values_list("external_id", "pk"))
        missing = [one for one in ids if one not in known]
        if missing:
            raise forms.ValidationError(_("There is no product %(ids)s.") % {"ids": ", ".join(missing)})
        return [known[one] for one in dict.fromkeys(ids)]

    def clean_tags(self) -> list[list[str]]:
        lines = [line.strip().split(":", 2) for line in self.cleaned_data["tags"].splitlines() if line.strip()]
        if any(len(line) != 3 for line in lines):
            raise forms.ValidationError(_("One a line, as kind:name:value."))
        return lines

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        try:
            text = said.get("condition_json", "").strip()
            said["condition"] = json.loads(text) if text else condition_of(said, self.currency)
            parse_condition(said["condition"])
        except json.JSONDecodeError as error:
            self.add_error("condition_json", _("This is not JSON: %s") % error)
        except ConditionError as error:
            self.add_error("condition_json", in_words(str(error)))
        if len(said.get("products") or []) > 1 and said.get("kind") in ONE_PRODUCT:
            self.add_error("products", _("A pin holds one product; a pin block holds several."))
        return said

    def values(self) -> dict[str, Any]:
        """Return what the form says, as the rule's fields; what its kind does not read is left empty."""
        said = self.cleaned_data
        kind, products = said["kind"], said["products"]
        several = kind == Rule.Kind.PIN_BLOCK
        audience = {
            "visitor": said["visitor"],
            "locales": [one.strip() for one in said["locales"].split(",") if one.strip()],
            "tags": said["tags"],
            "least_events": said["least_events"],
            "most_events": said["most_events"],
        }
        move, limit = kind in ("boost", "bury"), kind == Rule.Kind.DIVERSITY_LIMIT
        return {
            "kind": kind,
            "product_id": products[0] if products and not several else None,
            "products": products if several else [],
            "position": said["position"] if kind in (*ONE_PRODUCT, "pin_block") else None,
            "strength": said["strength"] / 100 if move and said["strength"] else None,
            "measure": said["measure"] or Rule.Measure.OWN,
            "share": said["share"] / 100 if kind == Rule.Kind.SHARE and said["share"] else None,
            "limit": said["limit"] if limit else None,
            "window": said["window"] if limit else None,
            "per": said["per"].strip() if limit else "",
            "condition": said["condition"],
            "audience": {name: value for name, value in audience.items() if value or value == 0},
            "placements": said["placements"],
            "starts_at": said["starts_at"],
            "ends_at": said["ends_at"],
            "weekdays": [int(day) for day in said["weekdays"]],
            "time_zone": said["time_zone"].strip(),
            "note": said["note"],
        }


def initial_of(rule: Rule, currency: str) -> dict[str, Any]:
    """Return what the form shows of a rule; prices in another currency than the shop's are shown as JSON."""
    keys = rule.products or ([rule.product_id] if rule.product_id else [])
    ids = dict(Product.objects.filter(pk__in=keys).values_list("pk", "external_id"))
    audience = rule.audience or {}
    plain = ("kind", "position", "measure", "limit", "per", "window", "placements", "starts_at", "ends_at")
    fields = fields_of(rule.condition or {}, currency)
    return {
        **{name: getattr(rule, name) for name in (*plain, "time_zone", "note")},
        **(fields if fields is not None else {"condition_json": json.dumps(rule.condition, ensure_ascii=False)}),
        "products": "\n".join(ids.get(key, "") for key in keys),
        "strength": round(rule.strength * 100, 6) if rule.strength else None,
        "share": round(rule.share * 100, 6) if rule.share else None,
        "visitor": audience.get("visitor", ""),
        "locales": ", ".join(audience.get("locales", [])),
        "tags": "\n".join(":".join(tag) for tag in audience.get("tags", [])),
        "least_events": audience.get("least_events"),
        "most_events": audience.get("most_events"),
        "weekdays": [str(day) for day in rule.weekdays],
    }
