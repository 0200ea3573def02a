"""What people change about a shopper's interests."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from users.models import InterestTag, Shopper
from users.selectors.known_interests import interests_known


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


def tag_add_in_words(*, shopper: Shopper, words: str, weight: float = 1.0) -> InterestTag:
    """Add what the catalog knows by these words; an interest that no product can meet would only dim the others.

    Raises ValidationError that names what comes close where nothing is known by them.
    """
    if not words.strip():
        raise ValidationError({"value": _("Say what the shopper is interested in.")})
    known = interests_known()
    key = known.named(words)
    if key is None:
        raise ValidationError({"value": _unknown(words.strip(), known.near(words))})
    kind, name, value = key
    return tag_add(shopper=shopper, kind=kind, name=name, value=value, label=known.labels[key], weight=weight)


def _unknown(words: str, near: list[str]) -> str:
    told = _("No product has “%(words)s”.") % {"words": words[:60]}
    if not near:
        return told + " " + _("Choose from the list that opens as you type.")
    return told + " " + _("Close to it: %(near)s.") % {"near": ", ".join(label[:60] for label in near)}


def tag_add(
    *, shopper: Shopper, kind: str, name: str, value: str, label: str = "", weight: float = 1.0, source: str = "staff"
) -> InterestTag:
    """Add an interest that no event shows, or keep the one that is there."""
    there = InterestTag.objects.filter(shopper=shopper, kind=kind, name=name, value=value).first()
    if there:
        return tag_change(tag=there, weight=weight, status=InterestTag.Status.PINNED, source=source)
    tag = InterestTag(
        shopper=shopper,
        kind=kind,
        name=name,
        value=value,
        label=label or value,
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
