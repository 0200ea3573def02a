"""GET /api/v1/shoppers/{id}/recommendations/"""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.feeds.values import parse_boolean, parse_identifier
from recommendations.api.answer_body import answer_body
from recommendations.api.answer_examples import ANSWER_EXAMPLE
from recommendations.api.answer_schema import AnswerSchema
from recommendations.api.base import ApiView
from recommendations.api.request_fields import parse_request, query_values
from recommendations.api.schema import EXAMPLE_OF_400, LOCALE, K, path_id, responses
from recommendations.models import Scope
from recommendations.selectors.serve import serve
from recommendations.services.served_lists import served_list_record

PARAMETERS = [
    path_id("shopper_id", "The pseudonym by which the storefront knows the shopper; an unknown one is answered too."),
    OpenApiParameter(
        "placement", {"type": "string", "default": "home"}, description="The slot of the storefront that asks."
    ),
    K,
    LOCALE,
    OpenApiParameter("category", str, description="Short name of a category; products below it count."),
    OpenApiParameter("exclude", str, many=True, description="Ids of products to leave out; repeat it, or use commas."),
    OpenApiParameter("explain", bool, description="Add the factors of each score."),
]


class ShopperRecommendationsView(ApiView):
    required_scopes = {"GET": Scope.RECOMMEND_READ}

    @extend_schema(
        operation_id="shopper_recommendations",
        summary="What to show a shopper",
        description="A shopper whom nobody knows gets the cold-start list, and `fallback` says so.",
        tags=["recommendations"],
        parameters=PARAMETERS,
        responses=responses(200, AnswerSchema, "The list, best first.", 400),
        examples=[ANSWER_EXAMPLE, EXAMPLE_OF_400],
    )
    def get(self, request: Request, shopper_id: str) -> Response:
        explain = parse_boolean("explain", request.query_params.get("explain"), default=False)
        shopper = parse_identifier("shopper_id", shopper_id)
        given = serve(parse_request(query_values(request.query_params), shopper_id=shopper))
        served_list_record(given=given)
        return Response(answer_body(given.answer, explain=explain, experiment=given.experiment))
