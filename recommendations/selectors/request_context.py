"""Checks a request against the store, and gathers what it is answered from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from catalog.models import Category, Product
from recommendations.adapters.history import History, history_of, weighed
from recommendations.adapters.lookup import Found, FoundShopper, look_up
from recommendations.adapters.scope import Scope
from recommendations.adapters.user_embedding import embed
from recommendations.engine.errors import InvalidK, UnknownCategory, UnknownPlacement, UnknownRelease
from recommendations.engine.flow import Flow
from recommendations.engine.histories import EVENT_TYPES, Step
from recommendations.engine.types import Request
from recommendations.models import Placement
from recommendations.models.placement import LARGEST_K
from users.events.records import EventRecord

NO_HISTORY = frozenset({"unknown_shopper", "no_history"})
NOT_WANTED = frozenset({"opted_out", "not_personalised"})


@dataclass(frozen=True, slots=True)
class Context:
    """A checked request: how many, whom for, flow and weights."""

    k: int
    locale: str
    default_locale: str
    fallback: str
    scope: Scope
    weights: Mapping[str, float]
    model_version: str
    new_share: float = 0.0
    flow: Flow = field(default_factory=Flow)
    release: int | None = None  # its number
    release_key: tuple[int, int] | None = None  # its key and version
    judge: tuple[int, str] | None = None  # key and moment of the judge that was learned last
    event_count: int = 0


def context_of(request: Request, now: datetime, session_events: Sequence[EventRecord] = ()) -> Context:
    """Return the context of a request; raise RequestError where a field cannot be used."""
    found = look_up(request.placement, request.shopper_id, request.release)
    if request.release is not None and found.release is None:
        raise UnknownRelease("release", f"{request.release} is not a release of this store")
    k = _k(request, found)
    shopper, fallback = _usable(request, found)
    session = [] if fallback in NOT_WANTED else _session(session_events)
    flow = request.flow or found.flow
    history = history_of(shopper.pk, now) if shopper else History()
    recent = [*session, *history.steps]
    locale = request.locale or (shopper.locale if shopper else "") or found.default_locale
    scope = Scope(
        shopper_pk=shopper.pk if shopper else None,
        has_profile=shopper is not None and shopper.profile_built_at is not None,
        now=now,
        locale=locale,
        has_vectors=shopper is not None and shopper.has_vectors,
        excluded=_excluded(request, history, session_events),
        categories=_categories(request.category),
        recent=weighed(step.item for step in recent),
        user_embedding=embed(found.version_pk, recent),
        sources_off=flow.sources_off,
        price_level=shopper.price_level if shopper else None,
        price_spread=shopper.price_spread if shopper else None,
    )
    return Context(
        k=k,
        locale=locale,
        default_locale=found.default_locale,
        fallback="" if recent and fallback in NO_HISTORY else fallback,
        scope=scope,
        weights=flow.weighed(found.weights, cold=bool(fallback) and not recent),
        model_version=found.model_version,
        new_share=flow.new_share,
        flow=flow,
        release=found.release_number,
        release_key=found.release,
        judge=found.judge,
        event_count=shopper.event_count if shopper else len(recent),
    )


def _k(request: Request, found: Found) -> int:
    if found.placement_k is None:
        known = ", ".join(Placement.objects.order_by("key").values_list("key", flat=True))
        message = f"{request.placement!r} is not a placement of this store: use one of {known}"
        raise UnknownPlacement("placement", message)
    if request.k is None:
        return found.placement_k
    if not 1 <= request.k <= LARGEST_K:
        message = f"is {request.k}: ask for 1 to {LARGEST_K} items, or leave it out for the placement's own number"
        raise InvalidK("k", message)
    return request.k


def _usable(request: Request, found: Found) -> tuple[FoundShopper | None, str]:
    """Return the shopper whose data may be used, and why not where there is none."""
    if not request.personalised:
        return None, "not_personalised"
    if found.shopper is None:
        return None, "unknown_shopper"
    if found.shopper.opted_out:
        return None, "opted_out"
    return found.shopper, "" if found.shopper.event_count else "no_history"


def _session(events: Sequence[EventRecord]) -> list[Step]:
    """Return the products of inline events, latest first."""
    told = [event for event in events if event.product_id and event.type in EVENT_TYPES]
    latest = sorted(told, key=lambda event: event.occurred_at)[::-1]  # of the same moment, the one sent last
    if not latest:
        return []
    known = Product.objects.filter(external_id__in=[event.product_id for event in latest])
    keys = dict(known.values_list("external_id", "pk"))
    return [Step(keys[event.product_id], event.type, event.occurred_at) for event in latest if event.product_id in keys]


def _excluded(request: Request, history: History, session_events: Sequence[EventRecord]) -> list[int]:
    excluded = list(history.not_again)
    done_with = {event.product_id for event in session_events if event.type in {"purchase", "dismiss"}}
    if ids := done_with.union(request.exclude):
        excluded += Product.objects.filter(external_id__in=ids).values_list("pk", flat=True)
    return excluded


def _categories(slug: str) -> list[int] | None:
    if not slug:
        return None
    category = Category.objects.filter(slug=slug).first()
    if category is None:
        raise UnknownCategory("category", f"{slug!r} is not a category of this store: use the short name of one")
    below = Q(pk=category.pk) | Q(path__startswith=f"{category.path} > ")
    return list(Category.objects.filter(below).values_list("pk", flat=True))
