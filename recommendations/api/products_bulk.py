"""POST /api/v1/products/bulk/"""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.feeds.errors import FieldError
from catalog.services.products import RowResult, product_upsert_many
from recommendations.api.base import ApiView
from recommendations.api.product_body import parse_products
from recommendations.api.product_schema import BULK_EXAMPLES, ProductBulkSchema, ProductInputSchema
from recommendations.api.rows import external_id_of, rows_of
from recommendations.api.schema import responses
from recommendations.models import Scope


class ProductsBulkView(ApiView):
    required_scopes = {"POST": Scope.CATALOG_WRITE}

    @extend_schema(
        operation_id="products_bulk",
        summary="Create or update up to 1,000 products",
        description="A row that cannot be accepted fails alone: it is listed with its field and the remedy.",
        tags=["products"],
        request=ProductInputSchema(many=True),
        responses=responses(200, ProductBulkSchema, "What became of each row.", 400, 413, 415),
        examples=BULK_EXAMPLES,
    )
    def post(self, request: Request) -> Response:
        rows = rows_of(self.body(), name="products")
        parsed = parse_products(rows)
        report = product_upsert_many(records=[record for record in parsed if not isinstance(record, FieldError)])
        stored = iter(report.results)
        results = [
            _refused(index, row, outcome) if isinstance(outcome, FieldError) else _stored(index, next(stored))
            for index, (row, outcome) in enumerate(zip(rows, parsed, strict=True))
        ]
        return Response(_count(results) | {"results": results})


def _refused(index: int, row: Any, error: FieldError) -> dict[str, Any]:
    result = RowResult(external_id_of(row, "id"), "error", error.field, error.message)
    return _stored(index, result)


def _stored(index: int, result: RowResult) -> dict[str, Any]:
    body: dict[str, Any] = {"index": index, "id": result.external_id, "outcome": result.outcome}
    if result.outcome == "error":
        body["error"] = {"field": result.field, "message": result.message}
    return body


def _count(results: list[dict[str, Any]]) -> dict[str, Any]:
    outcomes = [result["outcome"] for result in results]
    counts = {name: outcomes.count(name) for name in ("created", "updated", "unchanged")}
    return counts | {"rejected": outcomes.count("error")}
