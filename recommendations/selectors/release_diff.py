"""What a release changes against another one."""

from dataclasses import dataclass, field
from typing import Any

from recommendations.models import Flow, Release, Rule
from recommendations.selectors.releases import flow_values, flows_by_placement, prompt_values, rule_values, rules_by_key


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One rule that is new (no `before`), gone (no `after`) or other than it was, with the fields that differ."""

    before: Rule | None
    after: Rule | None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FlowChange:
    """Field → (before, after) of one placement's flow."""

    flow: Flow
    fields: dict[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class ReleaseDiff:
    """All that differs; `reordered` says that rules which both have stand in another order."""

    rules: list[RuleChange]
    flows: list[FlowChange]
    reordered: bool = False
    prompts: dict[str, tuple[str, str]] = field(default_factory=dict)  # id → version before and after

    def __bool__(self) -> bool:
        return bool(self.rules or self.flows or self.reordered or self.prompts)


def release_diff(release: Release, against: Release) -> ReleaseDiff:
    """Compare what two releases say: who said it when does not count."""
    old, new = rules_by_key(against), rules_by_key(release)
    changes = [RuleChange(None, rule) for key, rule in new.items() if key not in old]
    for key in new.keys() & old.keys():
        fields = _differing(rule_values(old[key]), rule_values(new[key]))
        if fields:
            changes.append(RuleChange(old[key], new[key], tuple(fields)))
    changes += [RuleChange(rule, None) for key, rule in old.items() if key not in new]
    both = new.keys() & old.keys()
    reordered = [key for key in old if key in both] != [key for key in new if key in both]
    return ReleaseDiff(changes, _flows(release, against), reordered, _prompts(release, against))


def _prompts(release: Release, against: Release) -> dict[str, tuple[str, str]]:
    before, after = prompt_values(against), prompt_values(release)
    changed = [name for name in after if after[name] != before[name]]
    return {name: (before[name]["version"], after[name]["version"]) for name in changed}


def _flows(release: Release, against: Release) -> list[FlowChange]:
    old, new = flows_by_placement(against), flows_by_placement(release)
    found = []
    for key in new.keys() & old.keys():
        before, after = flow_values(old[key]), flow_values(new[key])
        fields = {name: (before[name], after[name]) for name in _differing(before, after)}
        if fields:
            found.append(FlowChange(new[key], fields))
    return found


def _differing(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    return [name for name, value in after.items() if value != before[name]]
