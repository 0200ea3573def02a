"""What the preview shows around a list: shoppers to choose from, who they are, the rules at work."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Length

from catalog.models import Product, ProductText
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


def shoppers_matching(query: str) -> QuerySet[Shopper]:
    """Return shoppers of whom every word of the query names the id, the locale, an interest or something they did.

    That is a type of interaction, as the API or the page names it (cart, bought), a product's id, a word of a search,
    or `new` and `returning`.
    """
    found = Shopper.objects.all()
    for word in query.split()[:5]:
        tagged = Exists(_shown_tags().filter(shopper=OuterRef("pk"), label__icontains=word))
        known = Q(external_id__icontains=word) | Q(locale__iexact=word) | Q(tagged)
        found = found.filter(known | Q(Exists(_acts(word))) | _visitor(word))
    return found


def _acts(word: str) -> QuerySet[Interaction]:
    """Return what a shopper did that a word may mean; what the shop showed is none of it."""
    types = [
        kind.value for kind in Interaction.Type if word.casefold() in {kind.value, *str(kind.label).casefold().split()}
    ]
    acts = Interaction.objects.filter(shopper=OuterRef("pk")).exclude(type=Interaction.Type.IMPRESSION)
    meant: QuerySet[Interaction] = acts.filter(
        Q(type__in=types) | Q(product__external_id=word) | Q(query__icontains=word)
    )
    return meant


def _visitor(word: str) -> Q:
    visitors = {"new": Q(event_count=0), "returning": Q(event_count__gt=0)}
    return visitors.get(word.casefold(), Q(pk=None))


def shoppers_found(query: str, limit: int = 8) -> list[Shopper]:
    """Return those of them with most events, and their strongest interests."""
    found = shoppers_matching(query)
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


def product_meant(typed: str) -> str | None:
    """Return the id of the product that somebody means by its id or by words of its title; the shortest title wins."""
    if Product.objects.filter(external_id=typed).exists():
        return typed
    texts = ProductText.objects.filter(product__available=True, product__hidden=False)
    for word in typed.split()[:6]:
        texts = texts.filter(title__icontains=word)
    ids = texts.order_by(Length("title"), "product_id").values_list("product__external_id", flat=True)
    found: str | None = ids.first()
    return found


def titles_by_id(external_ids: Iterable[str], *, locale: str) -> dict[str, str]:
    """Return titles by the storefront's ids."""
    ids = dict(Product.objects.filter(external_id__in=set(external_ids)).values_list("pk", "external_id"))
    return {ids[pk]: title for pk, title in product_titles(ids, locale=locale).items()}


def rules_of(placement: Placement, release: int | None = None) -> list[Rule]:
    """Return the rules of a placement in a release (None: the published one), with products and who made them."""
    rules = Rule.objects.filter(release__number=release) if release is not None else Rule.live.all()
    here = rules.filter(Q(placements=[]) | Q(placements__contains=[placement.key]), enabled=True)
    return list(here.select_related("product", "created_by").order_by("order", "pk"))


def _shown_tags() -> QuerySet[InterestTag]:
    tags: QuerySet[InterestTag] = InterestTag.objects.exclude(status=InterestTag.Status.HIDDEN)
    return tags.order_by("-weight", "pk")
