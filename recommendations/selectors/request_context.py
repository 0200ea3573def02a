"""Checks a request against the store, and gathers what it is answered from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from catalog.current_store import current_store_id
from catalog.models import Category, Product, Store
from recommendations.adapters.history import not_again, recent_products, weighed
from recommendations.adapters.scope import Recent, Scope
from recommendations.engine.errors import InvalidK, UnknownCategory, UnknownPlacement
from recommendations.engine.ranking.weights import DEFAULT_WEIGHTS
from recommendations.engine.types import Request, RuleSet
from recommendations.models import ModelVersion, Placement, Rule
from recommendations.models.placement import LARGEST_K
from users.events.records import EventRecord
from users.models import Shopper

UNTRAINED = "untrained"


@dataclass(frozen=True, slots=True)
class Context:
    """A checked request: placement, whom for, rules and weights."""

    placement: Placement
    k: int
    locale: str
    default_locale: str
    fallback: str
    scope: Scope
    rules: RuleSet
    pinnable: frozenset[int]
    weights: Mapping[str, float]
    model_version: str
    price_level: float | None = None
    price_spread: float | None = None


def context_of(request: Request, session_events: Sequence[EventRecord] = ()) -> Context:
    """Return the context of a request; raise RequestError where a field cannot be used."""
    store = Store.objects.get(pk=current_store_id())
    placement = _placement(request.placement)
    shopper, fallback = _shopper(request)
    assert request.as_of is not None  # `recommend` fills it
    recent = [*_session(session_events), *(recent_products(shopper.pk, request.as_of) if shopper else [])]
    if recent and fallback in {"unknown_shopper", "no_history"}:
        fallback = ""
    locale = request.locale or (shopper.locale if shopper else "") or store.default_locale
    excluded = _excluded(request, shopper, request.as_of)
    has_profile = shopper is not None and shopper.profile_built_at is not None
    scope = Scope(
        shopper_pk=shopper.pk if shopper else None,
        has_profile=has_profile,
        now=request.as_of,
        locale=locale,
        excluded=excluded,
        categories=_categories(request.category),
        recent=weighed([row.pk for row in recent]),
    )
    rules = _rules(placement)
    version, weights = _model()
    return Context(
        placement=placement,
        k=_k(request.k, placement),
        locale=locale,
        default_locale=store.default_locale,
        fallback=fallback,
        scope=scope,
        rules=rules,
        pinnable=_pinnable(rules, excluded),
        weights=weights,
        model_version=version,
        price_level=shopper.price_level if shopper else None,
        price_spread=shopper.price_spread if shopper else None,
    )


def _k(k: int | None, placement: Placement) -> int:
    if k is None:
        return placement.k
    if not 1 <= k <= LARGEST_K:
        raise InvalidK("k", f"is {k}: ask for 1 to {LARGEST_K} items, or leave it out for the placement's own number")
    return k


def _placement(key: str) -> Placement:
    placements = {placement.key: placement for placement in Placement.objects.all()}
    if key not in placements:
        known = ", ".join(sorted(placements))
        raise UnknownPlacement("placement", f"{key!r} is not a placement of this store: use one of {known}")
    return placements[key]


def _shopper(request: Request) -> tuple[Shopper | None, str]:
    """Return the shopper whose data may be used, and why not where there is none."""
    if not request.personalised:
        return None, "not_personalised"
    shopper = Shopper.objects.filter(external_id=request.shopper_id).first() if request.shopper_id else None
    if shopper is None:
        return None, "unknown_shopper"
    if shopper.opted_out:
        return None, "opted_out"
    return shopper, "" if shopper.event_count else "no_history"


def _session(events: Sequence[EventRecord]) -> list[Recent]:
    """Return the products of inline events, latest first."""
    latest = sorted(
        (event for event in events if event.product_id and event.type not in {"dismiss", "impression"}),
        key=lambda event: event.occurred_at,
        reverse=True,
    )
    keys = dict(
        Product.objects.filter(external_id__in=[event.product_id for event in latest]).values_list("external_id", "pk")
    )
    return weighed(keys[event.product_id] for event in latest if event.product_id in keys)


def _excluded(request: Request, shopper: Shopper | None, now: datetime) -> list[int]:
    excluded = not_again(shopper.pk, now) if shopper else []
    if request.exclude:
        excluded += Product.objects.filter(external_id__in=request.exclude).values_list("pk", flat=True)
    return excluded


def _categories(slug: str) -> list[int] | None:
    if not slug:
        return None
    category = Category.objects.filter(slug=slug).first()
    if category is None:
        raise UnknownCategory("category", f"{slug!r} is not a category of this store: use the short name of one")
    below = Q(pk=category.pk) | Q(path__startswith=f"{category.path} > ")
    return list(Category.objects.filter(below).values_list("pk", flat=True))


def _rules(placement: Placement) -> RuleSet:
    rules = list(Rule.objects.filter(placement=placement))
    return RuleSet(
        hidden={rule.product_id: rule.pk for rule in rules if rule.kind == Rule.Kind.HIDE},
        pins={rule.position: (rule.pk, rule.product_id) for rule in rules if rule.position is not None},
    )


def _pinnable(rules: RuleSet, excluded: Sequence[int]) -> frozenset[int]:
    """Return the pinned products that may be shown: a pin never brings back what may not be seen."""
    pinned = {pk for _, pk in rules.pins.values()} - set(excluded)
    if not pinned:
        return frozenset()
    showable = Product.objects.filter(pk__in=pinned, available=True, hidden=False).exclude(stock=0)
    return frozenset(showable.values_list("pk", flat=True))


def _model() -> tuple[str, Mapping[str, float]]:
    version = ModelVersion.objects.filter(active=True).first()
    return (version.version, version.weights or DEFAULT_WEIGHTS) if version else (UNTRAINED, DEFAULT_WEIGHTS)
