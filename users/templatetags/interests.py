"""What templates say of interests."""

from django import template
from django.utils import timezone

from users.models import InterestTag
from users.selectors.tag_notes import tag_notes

register = template.Library()


@register.filter
def notes(tag: InterestTag) -> list[str]:
    """Return what is known of an interest besides its weight, in words."""
    return tag_notes(tag, timezone.now())
