"""The token by which a storefront's later events are tied to the list that caused them."""

from dataclasses import dataclass

from django.core import signing

SALT = "recdash.attribution"


@dataclass(frozen=True, slots=True)
class Attribution:
    """The list that an event is owed to."""

    request_id: str
    placement: str
    model_version: str
    release: int | None = None  # number; None: none was in force, or the token is from before there were any


def attribution_token(request_id: str, placement: str, model_version: str, release: int | None = None) -> str:
    """Return a signed token that carries the list's identity, so that serving writes nothing; the same each time."""
    return str(signing.Signer(salt=SALT).sign_object([request_id, placement, model_version, release]))


def attribution_read(token: str) -> Attribution | None:
    """Return what a token says, or None where it is not one of ours."""
    try:
        return Attribution(*signing.Signer(salt=SALT).unsign_object(token))
    except (signing.BadSignature, TypeError):
        return None
