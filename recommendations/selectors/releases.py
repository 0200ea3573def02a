"""Reads releases: the one in force, those being worked on, and what stands in them."""

from time import monotonic
from typing import Any

from django.db.models import Count, QuerySet

from catalog.current_store import current_store_id
from recdash.llm.prompts import default_prompt, prompt_ids
from recommendations.models import Flow, Release, Rule

# What a rule or a flow says, as against who said it when.
RULE_FIELDS = (
    "kind",
    "enabled",
    "placements",
    "product_id",
    "products",
    "condition",
    "audience",
    "position",
    "strength",
    "measure",
    "share",
    "limit",
    "window",
    "per",
    "starts_at",
    "ends_at",
    "weekdays",
    "time_zone",
    "note",
)
FLOW_FIELDS = (
    "k",
    "sources_off",
    "weights",
    "language_model",
    "diversity",
    "new_share",
    "exploration_share",
    "fallback",
)


PROMPT_SECONDS = 5.0  # for which a worker goes on with the prompts of the release that was
_prompts: dict[int, tuple[float, dict[str, str]]] = {}


def release_live() -> Release | None:
    """Return the published release of the store."""
    return Release.objects.filter(state=Release.State.PUBLISHED).first()


def releases_open() -> QuerySet[Release]:
    """Return what is being worked on, latest change first."""
    found: QuerySet[Release] = Release.objects.filter(state__in=Release.OPEN).select_related("author", "reviewer")
    return found.order_by("-updated_at", "-number")


def releases_done(limit: int = 30) -> list[Release]:
    """Return what was published or discarded, latest first, with how many rules each has."""
    done = Release.objects.exclude(state__in=Release.OPEN).select_related("author", "approver")
    return list(done.annotate(rule_count=Count("rules")).order_by("-number")[:limit])


def rules_by_key(release: Release) -> dict[int, Rule]:
    """Return the rules of a release by their keys, in their order."""
    rules = Rule.objects.filter(release=release).select_related("product", "created_by", "changed_by")
    return {rule.key: rule for rule in rules.order_by("order", "pk")}


def flows_by_placement(release: Release) -> dict[int, Flow]:
    """Return the flows of a release by the keys of their placements."""
    return {flow.placement_id: flow for flow in Flow.objects.filter(release=release).select_related("placement")}


def rule_values(rule: Rule) -> dict[str, Any]:
    """Return what a rule says."""
    return {name: getattr(rule, name) for name in RULE_FIELDS}


def prompts_live() -> dict[str, str]:
    """Return the prompt versions of the release in force, which is asked for again after a few seconds."""
    store, now = current_store_id(), monotonic()
    read_at, known = _prompts.get(store, (float("-inf"), {}))
    if now - read_at > PROMPT_SECONDS:
        live = Release.objects.filter(state=Release.State.PUBLISHED).values_list("prompt_versions", flat=True).first()
        known = dict(live or {})
        _prompts[store] = (now, known)
    return known


def prompt_values(release: Release) -> dict[str, dict[str, str]]:
    """Return id → version of each prompt that can be asked, as a release says it, else as it counts anyhow."""
    return {
        name: {"version": release.prompt_versions.get(name) or default_prompt(name).version} for name in prompt_ids()
    }


def flow_values(flow: Flow) -> dict[str, Any]:
    """Return what a flow says."""
    return {name: getattr(flow, name) for name in FLOW_FIELDS}
