"""Which version of each prompt a release uses: what can be chosen, and what was."""

from collections.abc import Mapping
from dataclasses import dataclass

from recdash.llm.prompts import prompt_ids, prompt_versions
from recommendations.dashboard.release_words import prompt_label
from recommendations.models import Release
from recommendations.selectors.releases import prompt_values

FIELD = "prompt_"


@dataclass(frozen=True, slots=True)
class PromptChoice:
    """One prompt: the name of its field, what it is for, its versions, and the one that the release uses."""

    field: str
    label: str
    versions: tuple[str, ...]
    chosen: str


def prompt_choices(release: Release) -> list[PromptChoice]:
    """Return the prompts that have more than one version."""
    used = prompt_values(release)
    return [
        PromptChoice(f"{FIELD}{name}", prompt_label(name), prompt_versions(name), used[name]["version"])
        for name in prompt_ids()
        if len(prompt_versions(name)) > 1
    ]


def chosen_prompts(said: Mapping[str, str]) -> dict[str, str]:
    """Return the versions that a form names, of those that there are."""
    named = {name: said.get(f"{FIELD}{name}", "") for name in prompt_ids()}
    return {name: version for name, version in named.items() if version in prompt_versions(name)}
