"""POST /api/v1/products/{id}/hide/"""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.feeds.errors import FieldError
from catalog.services.products import product_hide
from recommendations.api.base import ApiView
from recommendations.api.product_body import find_product
from recommendations.api.product_schema import PRODUCT_ID, HiddenSchema, HideSchema
from recommendations.api.schema import responses
from recommendations.models import Scope


class ProductHideView(ApiView):
    required_scopes = {"POST": Scope.CATALOG_WRITE}

    @extend_schema(
        operation_id="product_hide",
        summary="Take a product out of every list, at once",
        description='Without a body, or with `{"hidden": true}`, hides it; `{"hidden": false}` puts it back.',
        tags=["products"],
        parameters=[PRODUCT_ID],
        request=HideSchema,
        responses=responses(200, HiddenSchema, "What is in force now.", 400, 404, 413, 415),
        examples=[OpenApiExample("hide", value={"hidden": True}, request_only=True)],
    )
    def post(self, request: Request, product_id: str) -> Response:
        hidden = _parse_hidden(self.body())
        product = product_hide(product=find_product(product_id), hidden=hidden)
        return Response({"id": product.external_id, "hidden": product.hidden})


def _parse_hidden(body: Any) -> bool:
    if body is None:
        return True
    if not isinstance(body, dict):
        raise FieldError("body", 'is not an object: send {"hidden": true} or {"hidden": false}, or no body')
    hidden = body.get("hidden", True)
    if not isinstance(hidden, bool):
        raise FieldError("hidden", f"{hidden!r:.40} is neither true nor false: write true or false")
    return hidden
