"""Conditions on products in words."""

from collections.abc import Mapping

from babel.numbers import format_currency
from django.utils.translation import gettext as _

from recommendations.dashboard.formats import number, percent, reader_locale, whole_money
from recommendations.engine.rules.conditions import EVERYTHING, All, AnyOf, Attribute, Condition, Key, Not, OneOf, Range


def condition_words(condition: Condition, *, categories: Mapping[str, str]) -> str:
    """Return which products are meant: “products in Jackets under €50”."""
    if condition == EVERYTHING:
        return _("all products")
    return _("products %(which)s") % {"which": _clause(condition, categories)}


def _clause(condition: Condition, categories: Mapping[str, str]) -> str:
    match condition:
        case All(of):
            return " ".join(_clause(part, categories) for part in of)
        case AnyOf(of):
            return _(" or ").join(_clause(part, categories) for part in of)
        case Not(part):
            return _("not (%(which)s)") % {"which": _clause(part, categories)}
        case OneOf(kind, values):
            return _one_of(kind, sorted(values), categories)
        case Attribute(name, values):
            return _("with %(name)s %(values)s") % {"name": name, "values": _or(sorted(values))}
        case Range(kind, low, high, currency):
            return _range(kind, low, high, currency)
        case Key(pk):
            return f"#{pk}"


def _one_of(kind: str, values: list[str], categories: Mapping[str, str]) -> str:
    if kind == "category":
        return _("in %(names)s") % {"names": _or([categories.get(slug, slug) for slug in values])}
    if kind == "brand":
        return _("of the brand %(names)s") % {"names": _or(values)}
    if kind == "text":
        return _("with “%(words)s” in the title") % {"words": _or(values)}
    return _("with the id %(ids)s") % {"ids": _or(values)}


def _range(kind: str, low: float | None, high: float | None, currency: str) -> str:
    values = {"low": _amount(kind, low, currency), "high": _amount(kind, high, currency)}
    words = {
        "price": (_("from %(low)s"), _("under %(high)s"), _("from %(low)s to under %(high)s")),
        "stock": (
            _("with at least %(low)s in stock"),
            _("with fewer than %(high)s in stock"),
            _("with %(low)s to under %(high)s in stock"),
        ),
        "age_days": (
            _("in the shop for %(low)s days or more"),
            _("in the shop for less than %(high)s days"),
            _("in the shop for %(low)s to under %(high)s days"),
        ),
        "margin": (
            _("with a margin from %(low)s"),
            _("with a margin under %(high)s"),
            _("with a margin from %(low)s to under %(high)s"),
        ),
    }[kind]
    return words[2 if low is not None and high is not None else 0 if low is not None else 1] % values


def _amount(kind: str, value: float | None, currency: str) -> str:
    if value is None:
        return ""
    if kind == "margin":
        return percent(value, 0 if round(value * 100, 6) % 1 == 0 else 1)
    whole = value == int(value)
    if kind == "price" and currency:
        return whole_money(value, currency) if whole else format_currency(value, currency, locale=reader_locale())
    return number(value, 0 if whole else 2)


def _or(words: list[str]) -> str:
    return _(" or ").join(words)
