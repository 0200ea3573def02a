"""GET /api/v1/picks/"""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from recommendations.api.answer_body import item_body
from recommendations.api.answer_schema import ItemSchema
from recommendations.api.base import ApiView
from recommendations.api.request_fields import parse_k, parse_optional_locale
from recommendations.api.schema import EXAMPLE_OF_400, LOCALE, K, responses
from recommendations.models import Scope
from recommendations.selectors.picks import onboarding_picks

DEFAULT_K = 12


class PicksSchema(serializers.Serializer[object]):
    items = ItemSchema(many=True)


class PicksView(ApiView):
    required_scopes = {"GET": Scope.RECOMMEND_READ}

    @extend_schema(
        operation_id="picks",
        summary="Products to ask a new shopper about",
        description="Popular, and unlike each other. Send each one that the shopper picks as an event of type like.",
        tags=["recommendations"],
        parameters=[K, LOCALE],
        responses=responses(200, PicksSchema, "The products, to be shown side by side.", 400),
        examples=[EXAMPLE_OF_400],
    )
    def get(self, request: Request) -> Response:
        items = onboarding_picks(
            k=parse_k(request.query_params.get("k")) or DEFAULT_K,
            locale=parse_optional_locale(request.query_params.get("locale")),
        )
        return Response({"items": [item_body(item, explain=False) for item in items]})
