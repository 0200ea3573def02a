"""What an API key grants, remembered for seconds so that the hot path asks no database."""

import re
import time
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import cast

from django.utils import timezone

from recommendations.models import ApiKey

REMEMBER_SECONDS = 10.0  # for so long a revoked key may still work in a process that has just seen it
REMEMBER_KEYS = 1000
SHAPE = re.compile(r"[A-Za-z0-9]{8}\.[A-Za-z0-9]{32}")

_remembered: dict[bytes, tuple[float, "KeyGrant"]] = {}


@dataclass(frozen=True, slots=True)
class KeyGrant:
    """The store a key belongs to and what it may do there."""

    name: str
    store_id: int
    scopes: frozenset[str]
    expires_at: datetime | None

    @property
    def expired(self) -> bool:
        return self.expires_at is not None and self.expires_at < timezone.now()


def grant_of(key: str) -> KeyGrant | None:
    """Return what a key grants, None for one that is unknown, revoked or expired."""
    digest = sha256(key.encode("utf-8", "replace")).digest()
    seen_at, grant = _remembered.get(digest, (0.0, None))
    if grant is None or time.monotonic() - seen_at > REMEMBER_SECONDS:
        grant = _look_up(key)
        _remember(digest, grant)
    return None if grant is None or grant.expired else grant


def forget_keys() -> None:
    """Ask the database again for every key, from the next request on."""
    _remembered.clear()


def _look_up(key: str) -> KeyGrant | None:
    if SHAPE.fullmatch(key) is None:
        return None
    try:
        stored = cast(ApiKey, ApiKey.objects.get_from_key(key))
    except ApiKey.DoesNotExist:
        return None
    return KeyGrant(stored.name, cast(int, stored.store_id), frozenset(stored.scopes), stored.expiry_date)


def _remember(digest: bytes, grant: KeyGrant | None) -> None:
    if grant is None:
        _remembered.pop(digest, None)
        return
    if len(_remembered) >= REMEMBER_KEYS:
        _remembered.clear()
    _remembered[digest] = (time.monotonic(), grant)
