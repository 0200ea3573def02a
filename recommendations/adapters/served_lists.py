"""Writes down which list was served, in one statement on the way out."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings

from catalog.current_store import current_store_id
from recommendations.adapters.scope import array, rows

# A list that is lost with the server's last moments falsifies nothing, so no request waits for the disk, which would
# take longer than all else here together.
RECORD = """
    WITH hurry AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))
    INSERT INTO recommendations_servedlist
        (store_id, request_id, placement, shopper_id, served_at, release, arm, asked, items, exploration, rules)
    SELECT %(store)s, %(request)s, %(placement)s,
           (SELECT id FROM users_shopper WHERE store_id = %(store)s AND external_id = %(shopper)s),
           %(at)s, %(release)s, %(arm)s, %(asked)s::jsonb, %(items)s::bigint[], %(exploration)s::jsonb, %(rules)s::jsonb
    FROM hurry
    ON CONFLICT (store_id, request_id, placement) DO NOTHING
    RETURNING id
"""


@dataclass(frozen=True, slots=True)
class Served:
    """What is written down of one answer; `exploration` is None where no place was explored, and none could be."""

    request_id: str
    placement: str
    shopper_id: str | None
    items: Sequence[int]
    release: int = 0
    arm: str = ""
    asked: Mapping[str, Any] = field(default_factory=dict)
    exploration: Mapping[str, Any] | None = None
    rules: Mapping[int, Sequence[int]] = field(default_factory=dict)  # rule that acted → places that it acted on


def served_list_write(served: Served, at: datetime) -> None:
    """Write a list down, once for each request and placement; nothing where RECDASH_SERVED_LIST_DAYS is 0."""
    if not settings.RECDASH_SERVED_LIST_DAYS or not served.items:
        return
    parameters: dict[str, Any] = {
        "store": current_store_id(),
        "request": served.request_id,
        "placement": served.placement,
        "shopper": served.shopper_id,
        "at": at,
        "release": served.release,
        "arm": served.arm,
        "asked": json.dumps(served.asked),
        "items": array(served.items),
        "exploration": json.dumps(served.exploration) if served.exploration else None,
        "rules": json.dumps(served.rules),
    }
    rows(RECORD, parameters)
