"""GET /api/v1/products/{id}/similar/"""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.feeds.errors import FieldError
from catalog.feeds.values import parse_boolean, parse_identifier
from recommendations.api.answer_body import item_body
from recommendations.api.answer_schema import ItemSchema
from recommendations.api.base import ApiView
from recommendations.api.product_schema import PRODUCT_ID
from recommendations.api.request_fields import parse_k, parse_optional_locale
from recommendations.api.schema import EXAMPLE_OF_400, LOCALE, K, responses
from recommendations.models import Scope
from recommendations.selectors.similar import KINDS, similar_items

DEFAULT_KIND = "similar"
DEFAULT_K = 10


class SimilarSchema(serializers.Serializer[object]):
    product_id = serializers.CharField()
    kind = serializers.ChoiceField(choices=list(KINDS))
    items = ItemSchema(many=True)


class ProductSimilarView(ApiView):
    required_scopes = {"GET": Scope.RECOMMEND_READ}

    @extend_schema(
        operation_id="product_similar",
        summary="Products that are like one, or go with it",
        tags=["recommendations"],
        parameters=[
            PRODUCT_ID,
            OpenApiParameter(
                "kind",
                {"type": "string", "enum": list(KINDS), "default": DEFAULT_KIND},
                description="By text, by what shoppers look at or buy together, or by picture.",
            ),
            K,
            LOCALE,
            OpenApiParameter("explain", bool, description="Add the factors of each score."),
        ],
        responses=responses(
            200,
            SimilarSchema,
            "The nearest products, nearest first; none where nothing is known of this one.",
            400,
            404,
        ),
        examples=[EXAMPLE_OF_400],
    )
    def get(self, request: Request, product_id: str) -> Response:
        kind = _parse_kind(request.query_params.get("kind"))
        explain = parse_boolean("explain", request.query_params.get("explain"), default=False)
        items = similar_items(
            product_id=parse_identifier("product_id", product_id),
            kind=kind,
            k=parse_k(request.query_params.get("k")) or DEFAULT_K,
            locale=parse_optional_locale(request.query_params.get("locale")),
        )
        body = [item_body(item, explain=explain) for item in items]
        return Response({"product_id": product_id.strip(), "kind": kind, "items": body})


def _parse_kind(raw: str | None) -> Any:
    if raw and raw not in KINDS:
        raise FieldError("kind", f"{raw!r:.40} is not a kind: write one of {', '.join(KINDS)}")
    return raw or DEFAULT_KIND
