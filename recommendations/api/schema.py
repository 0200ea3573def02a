"""What OpenAPI says of every call: the key, the problems, the parameters that several calls share."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from recommendations.models.placement import LARGEST_K


class ApiKeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "recommendations.api.authentication.ApiKeyAuthentication"
    name = "apiKey"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "`Authorization: Api-Key <key>`; make a key with `manage.py create_api_key NAME --scopes …`",
        }


class FieldErrorSchema(serializers.Serializer[object]):
    field = serializers.CharField(allow_blank=True)
    message = serializers.CharField(help_text="what is wrong and what to do about it")


class ProblemSchema(serializers.Serializer[object]):
    """Problem details of RFC 9457."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    instance = serializers.CharField()
    errors = FieldErrorSchema(many=True)  # type: ignore[assignment]


EXAMPLE_OF_400 = OpenApiExample(
    "k out of range",
    value={
        "type": "urn:recdash:problem:invalid-request",
        "title": "The request is not valid",
        "status": 400,
        "detail": "k: must be between 1 and 100, not 0: write such a whole number",
        "instance": "/api/v1/shoppers/s-17/recommendations/",
        "errors": [{"field": "k", "message": "must be between 1 and 100, not 0: write such a whole number"}],
    },
    response_only=True,
    status_codes=["400"],
    media_type="application/problem+json",
)
DESCRIPTIONS = {
    400: "Something in the request is wrong; `errors` names each field and the remedy.",
    401: "No key, or one that is unknown, revoked or expired.",
    403: "The key lacks the scope of this call.",
    404: "Nothing here has this id in the key's store.",
    413: "The body is too large.",
    415: "The body is not JSON.",
}
LOCALE = OpenApiParameter(
    "locale", str, description="Such as `en` or `pt-br`; default: the shopper's, else the store's."
)
K = OpenApiParameter("k", {"type": "integer", "minimum": 1, "maximum": LARGEST_K}, description="How many items.")


def path_id(name: str, description: str) -> OpenApiParameter:
    schema = {"type": "string", "minLength": 1, "maxLength": 200}
    return OpenApiParameter(name, schema, OpenApiParameter.PATH, description=description)


def responses(success: int, body: Any, description: str, *problems: int) -> dict[Any, OpenApiResponse]:
    """Return the answers of a call: its success and its problems, 401 and 403 always among them."""
    answers: dict[Any, OpenApiResponse] = {
        (success, "application/json"): OpenApiResponse(body or OpenApiTypes.NONE, description=description)
    }
    if body is None:
        answers = {success: OpenApiResponse(description=description)}
    for status in sorted({401, 403, *problems}):
        answers[status, "application/problem+json"] = OpenApiResponse(ProblemSchema, description=DESCRIPTIONS[status])
    return answers
