"""What a release changes, in words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from recommendations.dashboard.formats import number, percent
from recommendations.dashboard.preview_cards import FACTOR_WORDS
from recommendations.dashboard.rule_words import Names, names_for, rule_sentence
from recommendations.models import Flow, Rule
from recommendations.selectors.release_diff import FlowChange, ReleaseDiff, RuleChange


@dataclass(frozen=True, slots=True)
class Line:
    """One change: "new", "gone" or "changed"; what it was, and what it is."""

    kind: str
    text: str
    before: str = ""
    author: str = ""


def diff_lines(diff: ReleaseDiff, *, locale: str) -> list[Line]:
    """Return each change in a line; none where nothing differs."""
    rules = [rule for change in diff.rules for rule in (change.before, change.after) if rule]
    names = names_for(rules, locale=locale)
    lines = [_rule_line(change, names) for change in diff.rules]
    lines += [line for change in diff.flows for line in flow_lines(change)]
    for name, (before, after) in diff.prompts.items():
        lines.append(
            Line("changed", _("%(prompt)s: prompt version %(n)s") % {"prompt": prompt_label(name), "n": after}, before)
        )
    if diff.reordered:
        lines.append(Line("changed", _("Rules stand in another order.")))
    return lines


def prompt_label(name: str) -> str:
    """Return what a prompt is for."""
    words = {
        "copy_blurb": _("Writing copy"),
        "extract_category": _("Choosing a category"),
        "extract_function": _("Judging what a product is good for"),
        "extract_value": _("Choosing among values"),
        "interest_tag": _("Weighing interests"),
        "personal_lift": _("Personal score, by likelihood"),
        "personal_want": _("Personal score, by question"),
    }
    return words.get(name, name)


def _rule_line(change: RuleChange, names: Names) -> Line:
    if change.before is None and change.after is not None:
        return Line("new", _told(change.after, names), author=_by(change.after))
    if change.after is None and change.before is not None:
        return Line("gone", _told(change.before, names))
    assert change.before is not None and change.after is not None
    return Line("changed", _told(change.after, names), _told(change.before, names), _by(change.after))


def _told(rule: Rule, names: Names) -> str:
    sentence = rule_sentence(rule, names)
    if not rule.enabled:
        sentence = _("%(rule)s (switched off)") % {"rule": sentence}
    return f"{sentence} – {rule.note}" if rule.note else sentence


def _by(rule: Rule) -> str:
    return str(rule.changed_by or "")


def flow_lines(change: FlowChange) -> list[Line]:
    """Return what changes in one placement."""
    place = change.flow.placement.name
    return [
        Line("changed", f"{place}: {flow_label(name)} {flow_value(name, after)}", flow_value(name, before))
        for name, (before, after) in change.fields.items()
    ]


def flow_label(name: str) -> str:
    """Return what a field of a flow is called."""
    return str(Flow._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def flow_value(name: str, value: Any) -> str:
    """Return a value of a flow in words."""
    if name == "language_model":
        return _("on") if value else _("off")
    if name in ("new_share", "exploration_share", "diversity"):
        return percent(value)
    if name == "sources_off":
        return ", ".join(str(FACTOR_WORDS.get(source, source)) for source in value) or _("none")
    if name == "weights":
        told = [f"{FACTOR_WORDS.get(factor, factor)} {number(weight, 2)}" for factor, weight in value.items()]
        return ", ".join(told) or _("those of the model")
    if name == "fallback":
        return str(Flow.Fallback(value).label)
    return str(value)
