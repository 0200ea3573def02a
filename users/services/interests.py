"""What people change about a shopper's interests."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from users.models import InterestTag, Shopper


def tag_change(
    *,
    tag: InterestTag,
    weight: float | None = None,
    label: str | None = None,
    status: str | None = None,
    source: str = InterestTag.Source.STAFF,
) -> InterestTag:
    """Change a tag; from then on the model leaves it alone, and recommendations follow at once."""
    if weight is not None:
        tag.weight = weight
    if label is not None:
        tag.label = label.strip()
    if status is not None:
        tag.status = status
    tag.source = source
    tag.full_clean(exclude=["evidence"])  # an interest that no event shows has none
    tag.save()
    return tag


def tag_add(
    *, shopper: Shopper, kind: str, name: str, value: str, label: str = "", weight: float = 1.0, source: str = "staff"
) -> InterestTag:
    """Add an interest that no event shows."""
    if not value.strip():
        raise ValidationError({"value": _("Say what the shopper is interested in.")})
    tag = InterestTag(
        shopper=shopper,
        kind=kind,
        name=name or kind,
        value=value.strip(),
        label=label.strip() or value.strip(),
        weight=weight,
        source=source,
        status=InterestTag.Status.PINNED,
    )
    tag.full_clean(exclude=["evidence"])  # an interest that no event shows has none
    tag.save()
    return tag


def tag_hide(*, tag: InterestTag) -> InterestTag:
    """Hide a tag; deleting it would only have the model propose it again."""
    return tag_change(tag=tag, status=InterestTag.Status.HIDDEN)
