"""What the desk's templates need beside `display`: figures and links to admin pages."""

from collections.abc import Mapping
from typing import Any

from django import template

from recommendations.dashboard.address import AddressState
from recommendations.dashboard.formats import number, percent
from recommendations.dashboard.links import change_link
from recommendations.sentences import in_words

register = template.Library()

register.filter("number", number)
register.filter("share", percent)
register.filter("said", in_words)


@register.simple_tag
def admin_change(model: str, pk: Any) -> str:
    """Return the address of a row's admin page; empty where the model has none."""
    return change_link(model, pk)


@register.simple_tag
def address(settings: AddressState, **changes: Any) -> str:
    """Return the query of a page with some choices changed."""
    return settings.query(**changes)


@register.filter
def at(mapping: Mapping[Any, Any], key: Any) -> Any:
    return mapping.get(key, "")
