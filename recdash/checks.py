"""System checks that name the remedy."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from recdash.settings import DEFAULT_SECRET_KEY


@register(Tags.security, deploy=True)
def check_secret_key(**_: Any) -> list[CheckMessage]:
    if settings.DEBUG or settings.SECRET_KEY != DEFAULT_SECRET_KEY:
        return []
    return [
        Error("SECRET_KEY still has its default.", hint="Set SECRET_KEY to a long random value.", id="recdash.E001")
    ]
