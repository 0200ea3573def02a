"""What the preview shows around a list: shoppers to choose from, who they are, the rules at work."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from catalog.models import ProductText
from recommendations.models import Placement, Rule
from users.models import Interaction, InterestTag, Shopper

SHOPPERS_CONSIDERED = 50
TAGS_SHOWN = 12
EVENTS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Who:
    """A shopper with the strongest interests and the latest events, products titled in one locale."""

    shopper: Shopper
    tags: list[InterestTag]
    events: list[Interaction]
    titles: Mapping[int, str]  # product pk → title


def shopper_lively() -> Shopper | None:
    """Return the one with most events among those seen last: a list with something to see."""
    seen = Shopper.objects.filter(opted_out=False, last_seen_at__isnull=False).order_by("-last_seen_at")
    return max(seen[:SHOPPERS_CONSIDERED], key=lambda shopper: shopper.event_count, default=None)


def shoppers_found(query: str, limit: int = 8) -> list[Shopper]:
    """Return shoppers of whom every word of the query names the id, the locale or an interest, liveliest first."""
    found = Shopper.objects.all()
    for word in query.split()[:5]:
        tagged = Exists(_shown_tags().filter(shopper=OuterRef("pk"), label__icontains=word))
        found = found.filter(Q(external_id__icontains=word) | Q(locale__iexact=word) | Q(tagged))
    strongest = Prefetch("tags", queryset=_shown_tags()[:3], to_attr="strongest_tags")
    return list(found.order_by("-event_count", "pk").prefetch_related(strongest)[:limit])


def shopper_who(shopper: Shopper, *, locale: str) -> Who:
    """Return what is known of a shopper."""
    acts = shopper.interactions.exclude(type=Interaction.Type.IMPRESSION)  # what the shop did is not what they did
    events = list(acts.select_related("product").order_by("-occurred_at")[:EVENTS_SHOWN])
    titles = product_titles({event.product_id for event in events if event.product_id}, locale=locale)
    return Who(shopper, list(_shown_tags().filter(shopper=shopper)[:TAGS_SHOWN]), events, titles)


def product_titles(pks: Iterable[int], *, locale: str) -> dict[int, str]:
    """Return titles by product, in this locale where there is one, else in any."""
    texts = ProductText.objects.filter(product__in=set(pks)).values_list("product_id", "locale", "title")
    ranked = sorted(texts, key=lambda row: (row[1] == locale, row[1] == "en"))
    return {pk: title for pk, _, title in ranked}


def rules_of(placement: Placement, release: int | None = None) -> list[Rule]:
    """Return the rules of a placement in a release (None: the published one), with products and who made them."""
    rules = Rule.objects.filter(release__number=release) if release is not None else Rule.live.all()
    here = rules.filter(Q(placements=[]) | Q(placements__contains=[placement.key]), enabled=True)
    return list(here.select_related("product", "created_by").order_by("order", "pk"))


def _shown_tags() -> QuerySet[InterestTag]:
    tags: QuerySet[InterestTag] = InterestTag.objects.exclude(status=InterestTag.Status.HIDDEN)
    return tags.order_by("-weight", "pk")
