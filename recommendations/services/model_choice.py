"""Puts a model version into use because a person says so."""

from django.utils.translation import gettext as _

from recommendations.models import ModelVersion
from recommendations.services.model_promotion import PromotionRefused, version_promote
from users.models import User


def version_use(*, version: ModelVersion, by: User) -> ModelVersion:
    """Put a version into use in somebody's name; what spoke against it stays in its verdict.

    Raises PromotionRefused where it is in use already, or its arrays are gone.
    """
    if version.active:
        raise PromotionRefused(_("Version %s is in use already.") % version)
    return version_promote(version=version, verdict=_verdict(version, by), by=by)


def _verdict(version: ModelVersion, by: User) -> str:
    objection = version.verdict if version.promoted_at is None else ""
    words = _("%(who)s put it into use, although: %(objection)s") if objection else _("%(who)s put it into use.")
    longest: int = ModelVersion._meta.get_field("verdict").max_length or 0
    return str(words % {"who": by, "objection": objection})[:longest]
