"""Logged lists with what they earned, for replay."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models.functions import MD5

from recommendations.experiments.replay.log import LoggedList
from recommendations.models import ServedList
from recommendations.selectors.attribution import attribution_read
from recommendations.selectors.owed_events import attribution_window
from users.models import Interaction

MOST_LISTS = 2000


def served_lists(*, placement: str, since: datetime, until: datetime, most: int = MOST_LISTS) -> list[ServedList]:
    """Return lists of known shoppers, by chance but always the same ones where there are more than `most`."""
    rows = ServedList.objects.filter(placement=placement, served_at__gte=since, served_at__lt=until)
    known = rows.filter(shopper__isnull=False).select_related("shopper")
    return list(known.order_by(MD5("request_id"), "pk")[:most])


def logged_lists(served: Iterable[ServedList]) -> list[LoggedList]:
    """Return the lists with the clicks that their tokens brought."""
    rows = list(served)
    clicks = _clicks(rows)
    return [_logged(row, clicks) for row in rows]


def _logged(row: ServedList, clicks: set[tuple[str, str, int]]) -> LoggedList:
    told = row.exploration or {}
    return LoggedList(
        unit=str(row.shopper_id),
        base=tuple(told.get("base", row.items)),
        items=tuple(row.items),
        rewards={item: 1.0 for item in row.items if (row.request_id, row.placement, item) in clicks},
        fixed=frozenset(told.get("fixed", ())),
        pool={int(item): chance for item, chance in told.get("pool", {}).items()},
        kept=told.get("kept", 1.0),
    )


def _clicks(rows: list[ServedList]) -> set[tuple[str, str, int]]:
    """Return request, placement and product of each click that one of these lists brought."""
    if not rows:
        return set()
    wanted = {(row.request_id, row.placement) for row in rows}
    moments = [row.served_at for row in rows]
    events = Interaction.objects.filter(
        type="click", occurred_at__gte=min(moments), occurred_at__lt=max(moments) + attribution_window()
    ).exclude(attribution_token="")
    found = set()
    for token, product in events.values_list("attribution_token", "product").iterator():
        told = attribution_read(token)
        if told and (told.request_id, told.placement) in wanted and product is not None:
            found.add((told.request_id, told.placement, product))
    return found
