"""The panels of a model version's page."""

from collections.abc import Mapping
from typing import Any

from django import template

from recommendations.dashboard.model_version_page import version_page
from recommendations.dashboard.preview_cards import FACTOR_WORDS
from recommendations.models import ModelVersion

register = template.Library()


@register.filter
def weights_shown(weights: Mapping[str, float]) -> list[tuple[str, float]]:
    """Return the factors in the words of the preview, the heaviest first."""
    ordered = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    return [(str(FACTOR_WORDS.get(name, name)), weight) for name, weight in ordered]


@register.inclusion_tag("recommendations/model_version/panels.html", takes_context=True)
def version_panels(context: dict[str, Any], version: ModelVersion) -> dict[str, Any]:
    """Draw what a version is worth and what can be done with it."""
    return {"page": version_page(version, context["request"].user), "csrf_token": context.get("csrf_token")}
