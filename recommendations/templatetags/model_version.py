"""The panels of a model version's page."""

from typing import Any

from django import template

from recommendations.dashboard.model_version_page import version_page
from recommendations.models import ModelVersion

register = template.Library()


@register.inclusion_tag("recommendations/model_version/panels.html", takes_context=True)
def version_panels(context: dict[str, Any], version: ModelVersion) -> dict[str, Any]:
    """Draw what a version is worth and what can be done with it."""
    return {"page": version_page(version, context["request"].user), "csrf_token": context.get("csrf_token")}
