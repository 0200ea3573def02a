"""Who calls: a key of one store."""

from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from catalog.current_store import enter_store
from recommendations.api.keys import KeyGrant, grant_of

KEYWORD = "Api-Key"


class ApiKeyAuthentication(BaseAuthentication):
    """Read `Authorization: Api-Key …` and work for the key's store; `ApiView` leaves that store again."""

    def authenticate(self, request: Request) -> tuple[None, KeyGrant] | None:
        keyword, _, key = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if keyword.lower() != KEYWORD.lower():
            return None
        grant = grant_of(key.strip())
        if grant is None:
            raise AuthenticationFailed("The API key is unknown, revoked or expired: make one with create_api_key.")
        enter_store(grant.store_id)
        return None, grant

    def authenticate_header(self, request: Request) -> str:
        return KEYWORD
