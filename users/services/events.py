"""Events: checked against the catalog, counted once, and heard by the profile at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.utils import timezone

from catalog.current_store import current_store_id
from catalog.models import Product
from catalog.services.dispatch import send_after_commit
from users.events.records import EventRecord
from users.models import Interaction, Shopper


@dataclass(frozen=True, slots=True)
class EventError:
    """Why one event was refused."""

    index: int  # from 0, in the order sent
    field: str
    message: str


@dataclass(slots=True)
class EventReport:
    """What became of a batch of events."""

    accepted: int = 0
    duplicate: int = 0
    rejected: list[EventError] = field(default_factory=list)


def events_record(*, records: Sequence[EventRecord], refresh: bool = True) -> EventReport:
    """Store events, each `event_id` once for all time; `refresh` has a worker renew the profiles they touch."""
    report = EventReport()
    with transaction.atomic():
        products = _product_keys(records)
        known = _known_ids(records)
        fresh: list[EventRecord] = []
        for index, record in enumerate(records):
            if record.product_id and record.product_id not in products:
                report.rejected.append(_unknown_product(index, record))
            elif record.event_id in known:
                report.duplicate += 1
            else:
                known.add(record.event_id)
                fresh.append(record)
        shoppers = _shoppers_store(fresh)
        Interaction.objects.bulk_create(
            [_interaction(record, shoppers, products) for record in fresh], batch_size=2000, ignore_conflicts=True
        )
        report.accepted = len(fresh)
        if refresh:
            _refresh_profiles(sorted(shoppers.values()))
    return report


def _product_keys(records: Sequence[EventRecord]) -> dict[str, int]:
    ids = {record.product_id for record in records if record.product_id}
    return dict(Product.objects.filter(external_id__in=ids).values_list("external_id", "pk"))


def _known_ids(records: Sequence[EventRecord]) -> set[str]:
    ids = [record.event_id for record in records]
    return set(Interaction.objects.filter(event_id__in=ids).values_list("event_id", flat=True))


def _unknown_product(index: int, record: EventRecord) -> EventError:
    return EventError(
        index, "product_id", f"no product {record.product_id!r} in the catalog: send it to /products/bulk/ first"
    )


SHOPPERS_UPSERT = """
INSERT INTO users_shopper AS s (store_id, external_id, locale, opted_out, created_at, last_seen_at, event_count)
SELECT %(store)s, *, 0 FROM (
    SELECT unnest(%(ids)s::text[]) AS id, unnest(%(locales)s::text[]), false,
           unnest(%(first)s::timestamptz[]), unnest(%(last)s::timestamptz[])
) AS rows ORDER BY id
ON CONFLICT (store_id, external_id) DO UPDATE SET
    locale = COALESCE(NULLIF(EXCLUDED.locale, ''), s.locale),
    created_at = LEAST(s.created_at, EXCLUDED.created_at),
    last_seen_at = GREATEST(s.last_seen_at, EXCLUDED.last_seen_at)
RETURNING id, external_id
"""


def _shoppers_store(records: Sequence[EventRecord]) -> dict[str, int]:
    """Make or touch the shoppers of these events; return external id → key."""
    if not records:
        return {}
    ordered = sorted(records, key=lambda record: record.occurred_at)
    first = {record.shopper_id: record.occurred_at for record in reversed(ordered)}
    last = {record.shopper_id: record.occurred_at for record in ordered}
    locales = {record.shopper_id: record.locale for record in ordered if record.locale}
    ids = list(first)
    with connection.cursor() as cursor:
        cursor.execute(
            SHOPPERS_UPSERT,
            {
                "store": current_store_id(),
                "ids": ids,
                "locales": [locales.get(shopper, "") for shopper in ids],
                "first": [first[shopper] for shopper in ids],
                "last": [last[shopper] for shopper in ids],
            },
        )
        return {external_id: key for key, external_id in cursor.fetchall()}


def _interaction(record: EventRecord, shoppers: dict[str, int], products: dict[str, int]) -> Interaction:
    return Interaction(
        event_id=record.event_id,
        shopper_id=shoppers[record.shopper_id],
        product_id=products[record.product_id] if record.product_id else None,
        type=record.type,
        query=record.query,
        value=record.value,
        locale=record.locale,
        placement=record.placement,
        attribution_token=record.attribution_token,
        occurred_at=record.occurred_at,
        received_at=timezone.now(),
    )


def _refresh_profiles(shopper_ids: list[int]) -> None:
    from users.tasks import profile_refresh

    for shopper_id in shopper_ids:
        send_after_commit(profile_refresh, shopper_id)


def shopper_ensure(*, external_id: str, locale: str = "") -> Shopper:
    """Return the shopper of this id, made where there is none."""
    shopper, _ = Shopper.objects.get_or_create(
        external_id=external_id, defaults={"locale": locale, "created_at": timezone.now()}
    )
    return shopper
