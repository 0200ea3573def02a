"""GET, PUT, DELETE /api/v1/products/{id}/"""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.feeds.errors import FieldError
from catalog.services.products import product_delete, product_upsert_many
from recommendations.api.base import ApiView
from recommendations.api.product_body import find_product, parse_products, product_body
from recommendations.api.product_schema import PRODUCT_ID, PUT_EXAMPLE, ProductPutSchema, ProductSchema
from recommendations.api.schema import responses
from recommendations.models import Scope


class ProductDetailView(ApiView):
    required_scopes = dict.fromkeys(("GET", "PUT", "DELETE"), Scope.CATALOG_WRITE)

    @extend_schema(
        operation_id="product_get",
        summary="One product",
        tags=["products"],
        parameters=[PRODUCT_ID],
        responses=responses(200, ProductSchema, "The product.", 400, 404),
    )
    def get(self, request: Request, product_id: str) -> Response:
        return Response(product_body(find_product(product_id)))

    @extend_schema(
        operation_id="product_put",
        summary="Create or replace one product",
        description="Fields that are left out get their defaults; reviews that are left out stay.",
        tags=["products"],
        parameters=[PRODUCT_ID],
        request=ProductPutSchema,
        responses=responses(200, ProductSchema, "The product as it is now.", 400, 413, 415)
        | responses(201, ProductSchema, "The product was created."),
        examples=[PUT_EXAMPLE],
    )
    def put(self, request: Request, product_id: str) -> Response:
        [record] = parse_products([_with_id(self.body(), product_id)])
        if isinstance(record, FieldError):
            raise record
        [result] = product_upsert_many(records=[record]).results
        if result.outcome == "error":
            raise FieldError(result.field, result.message)
        status = 201 if result.outcome == "created" else 200
        return Response(product_body(find_product(record.external_id)), status=status)

    @extend_schema(
        operation_id="product_delete",
        summary="Delete one product",
        description="Its texts, features, vectors, copy, rules and events go with it. To keep them, hide it.",
        tags=["products"],
        parameters=[PRODUCT_ID],
        responses=responses(204, None, "The product is gone.", 400, 404),
    )
    def delete(self, request: Request, product_id: str) -> Response:
        product_delete(product=find_product(product_id))
        return Response(status=204)


def _with_id(body: Any, product_id: str) -> dict[str, Any]:
    if not isinstance(body, dict):
        raise FieldError("body", "is not an object: send one JSON object with the fields of the product")
    if str(body.get("id", product_id)) != product_id:
        raise FieldError("id", "differs from the id in the address: leave it out or make them equal")
    return body | {"id": product_id}
