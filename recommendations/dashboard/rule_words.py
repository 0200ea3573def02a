"""Each rule in one sentence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalog.models import Category
from recommendations.dashboard.condition_words import condition_words
from recommendations.dashboard.formats import percent
from recommendations.engine.rules.conditions import EVERYTHING, ConditionError, parse_condition
from recommendations.models import Placement, Rule
from recommendations.selectors.preview import product_titles
from recommendations.sentences import in_words

KIND = Rule.Kind


@dataclass(frozen=True, slots=True)
class Names:
    """What rules speak of, by the keys that they hold."""

    placements: Mapping[str, str] = field(default_factory=dict)
    products: Mapping[int, str] = field(default_factory=dict)
    categories: Mapping[str, str] = field(default_factory=dict)


def names_for(rules: Iterable[Rule], *, locale: str) -> Names:
    """Read the names that these rules need, in three queries."""
    rules = list(rules)
    products = {pk for rule in rules for pk in [rule.product_id, *rule.products] if pk}
    return Names(
        placements=dict(Placement.objects.values_list("key", "name")),
        products=product_titles(products, locale=locale),
        categories={row.slug: row.name_in(locale) for row in Category.objects.only("slug", "name", "names")},
    )


def rule_sentence(rule: Rule, names: Names) -> str:
    """Return what a rule does, to what, where, for whom and when."""
    parts = [_act(rule, names), _where(rule, names), _whom(rule), _when(rule)]
    return " ".join(part for part in parts if part)


def _act(rule: Rule, names: Names) -> str:
    what = _what(rule, names)
    share = percent(rule.share or 0)
    match rule.kind:
        case KIND.PIN:
            return _("Pin %(what)s at place %(n)s") % {"what": what, "n": rule.position}
        case KIND.PIN_BLOCK:
            return _("Pin in a row from place %(n)s on: %(what)s") % {"what": what, "n": rule.position}
        case KIND.SOFT_PIN:
            return _("Keep %(what)s at place %(n)s or better") % {"what": what, "n": rule.position}
        case KIND.BOOST:
            return _("Boost %(what)s by %(strength)s") % {"what": what, "strength": _strength(rule)}
        case KIND.BURY:
            return _("Bury %(what)s by %(strength)s") % {"what": what, "strength": _strength(rule)}
        case KIND.HIDE:
            return _("Hide %(what)s") % {"what": what}
        case KIND.SHARE:
            return _("Keep %(share)s of the list for %(what)s") % {"what": what, "share": share}
        case KIND.INCLUDE_ONLY:
            return _("Show only %(what)s") % {"what": what}
    return _limit(rule, what)


def _limit(rule: Rule, what: str) -> str:
    kind, _colon, name = rule.per.partition(":")
    per = {"brand": _("brand"), "category": _("category"), "price_band": _("price band")}.get(kind, name)
    words = {"n": rule.limit, "per": per, "window": rule.window, "what": what}
    if rule.window:
        return _("Show at most %(n)s per %(per)s among the first %(window)s, of %(what)s") % words
    return _("Show at most %(n)s per %(per)s, of %(what)s") % words


def _strength(rule: Rule) -> str:
    amount = percent(rule.strength or 0)
    if rule.measure == Rule.Measure.BEST:
        return _("%(amount)s of the list's best score") % {"amount": amount}
    return amount


def _what(rule: Rule, names: Names) -> str:
    if rule.kind == KIND.PIN_BLOCK:
        return ", ".join(_title(pk, names) for pk in rule.products)
    try:
        condition = parse_condition(rule.condition or {})
    except ConditionError as error:
        return in_words(str(error))
    if rule.product_id is None:
        return condition_words(condition, categories=names.categories)
    title = _title(rule.product_id, names)
    if condition == EVERYTHING:
        return title
    return _("%(title)s while it is among %(what)s") % {
        "title": title,
        "what": condition_words(condition, categories=names.categories),
    }


def _title(pk: int, names: Names) -> str:
    return f"“{names.products[pk]}”" if pk in names.products else _("a product that is gone")


def _where(rule: Rule, names: Names) -> str:
    if not rule.placements:
        return _("everywhere")
    return _("in %(places)s") % {"places": ", ".join(names.placements.get(key, key) for key in rule.placements)}


def _whom(rule: Rule) -> str:
    audience = rule.audience or {}
    parts = []
    if audience.get("visitor") == "new":
        parts.append(_("for new shoppers"))
    if audience.get("visitor") == "returning":
        parts.append(_("for returning shoppers"))
    if audience.get("locales"):
        parts.append(_("in the locales %(names)s") % {"names": ", ".join(audience["locales"])})
    if audience.get("tags"):
        liked = ", ".join(value for _kind, _name, value in audience["tags"])
        parts.append(_("for who likes %(names)s") % {"names": liked})
    if audience.get("least_events"):
        parts.append(_("from %(n)s events on") % {"n": audience["least_events"]})
    if audience.get("most_events") is not None:
        parts.append(_("up to %(n)s events") % {"n": audience["most_events"]})
    return ", ".join(parts)


def _when(rule: Rule) -> str:
    parts = []
    if rule.starts_at:
        parts.append(_("from %(day)s") % {"day": _day(rule.starts_at)})
    if rule.ends_at:
        parts.append(_("until %(day)s") % {"day": _day(rule.ends_at)})
    if rule.weekdays:
        parts.append(_("on %(days)s") % {"days": ", ".join(str(WEEKDAYS[day]) for day in sorted(rule.weekdays))})
    return " ".join(parts)


def _day(moment: datetime) -> str:
    local = timezone.localtime(moment)
    whole = local.hour == local.minute == 0
    return date_format(local, "DATE_FORMAT" if whole else "SHORT_DATETIME_FORMAT")
