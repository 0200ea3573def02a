"""Keys of the REST API."""

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from django.core.exceptions import ValidationError

from catalog.models import Store
from recommendations.models import ApiKey, Scope

MAX_NAME = 50


def api_key_create(
    *, name: str, scopes: Sequence[str], store: Store, expires_at: datetime | None = None
) -> tuple[ApiKey, str]:
    """Make a key of a store; return it and its secret, which is stored nowhere.

    Raises ValidationError for a name or scope that cannot be.
    """
    unknown = sorted(set(scopes) - set(Scope.values))
    if unknown or not scopes:
        given = f"{', '.join(unknown)} is not among them" if unknown else "none was given"
        raise ValidationError({"scopes": f"Choose from {', '.join(Scope.values)}: {given}."})
    if not 1 <= len(name.strip()) <= MAX_NAME:
        raise ValidationError({"name": f"Give the key a name of 1 to {MAX_NAME} characters."})
    ordered = [scope for scope in Scope.values if scope in scopes]
    made = ApiKey.objects.create_key(name=name.strip(), scopes=ordered, store=store, expiry_date=expires_at)
    return cast(tuple[ApiKey, str], made)
