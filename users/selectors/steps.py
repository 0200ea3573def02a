"""Which shoppers the profile step has to work on."""

from django.db.models import F, Q

from users.models import Shopper


def shoppers_to_profile(limit: int | None = None) -> list[int]:
    """Return the shoppers seen since their profile was built, the liveliest first."""
    stale = Q(profile_built_at__isnull=True) | Q(profile_built_at__lt=F("last_seen_at")) | Q(tags__model="")
    shoppers = Shopper.objects.filter(stale, opted_out=False, last_seen_at__isnull=False)
    return list(shoppers.order_by("-last_seen_at", "pk").values_list("pk", flat=True).distinct()[:limit])
