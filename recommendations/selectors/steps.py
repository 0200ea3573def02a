"""Which rows the steps of this app have to work on."""

from django.db.models import Exists, F, OuterRef, Q

from recommendations.models import PersonalScore
from recommendations.selectors.copy_targets import copy_targets
from users.models import Shopper

DEFAULT_DRAFTS = 200


def trainings_due(limit: int | None = None) -> list[int]:
    """Return one entry: a training is always whole."""
    return [1]


def shoppers_to_score(limit: int | None = None) -> list[int]:
    """Return the shoppers with interests whose scores are older than their profile, the liveliest first."""
    fresh = PersonalScore.objects.filter(shopper=OuterRef("pk"), created_at__gte=OuterRef("profile_built_at"))
    shoppers = Shopper.objects.filter(~Q(tags=None), ~Exists(fresh), opted_out=False).distinct()
    ordered = shoppers.order_by(F("last_seen_at").desc(nulls_last=True), "pk")
    return list(ordered.values_list("pk", flat=True)[:limit])


def copy_to_generate(limit: int | None = None) -> list[str]:
    """Return the texts worth drafting next."""
    return copy_targets(limit or DEFAULT_DRAFTS)
