"""POST /api/v1/recommendations/"""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from recommendations.api.answer_body import answer_body
from recommendations.api.answer_examples import ANSWERS_EXAMPLE, REQUESTS_EXAMPLE
from recommendations.api.answer_schema import AnswersSchema, PlacementRequestSchema
from recommendations.api.base import ApiView
from recommendations.api.event_schema import SessionEventSchema
from recommendations.api.many_requests import parse_many
from recommendations.api.rows import error_body
from recommendations.api.schema import EXAMPLE_OF_400, responses
from recommendations.models import Scope
from recommendations.selectors.serve import Given, serve_many
from recommendations.selectors.session_events import session_events_unusable
from recommendations.services.served_lists import served_list_record


class ManyRequestsSchema(serializers.Serializer[object]):
    shopper_id = serializers.CharField(required=False, allow_null=True, help_text="left out for an anonymous session")
    locale = serializers.CharField(required=False, help_text="for requests that name none")
    explain = serializers.BooleanField(required=False, default=False)
    requests = PlacementRequestSchema(many=True, help_text="up to 20")
    events = SessionEventSchema(many=True, required=False, help_text="of this session; used for this answer, not kept")


class RecommendationsView(ApiView):
    required_scopes = {"POST": Scope.RECOMMEND_READ}

    @extend_schema(
        operation_id="recommendations",
        summary="Several placements at once",
        description="No product occurs in more than one of the lists; the earlier request has the first choice.",
        tags=["recommendations"],
        request=ManyRequestsSchema,
        responses=responses(200, AnswersSchema, "One list a request.", 400, 413, 415),
        examples=[REQUESTS_EXAMPLE, ANSWERS_EXAMPLE, EXAMPLE_OF_400],
    )
    def post(self, request: Request) -> Response:
        asked = parse_many(self.body())
        found = serve_many(asked.requests, session_events=asked.events)
        for given in found:
            served_list_record(given=given)
        unusable = session_events_unusable(asked.events)
        return Response(
            {
                "answers": [_body(given, explain=asked.explain) for given in found],
                "rejected": [{"index": index, "error": error_body(error)} for index, error in unusable.items()],
            }
        )


def _body(given: Given, *, explain: bool) -> dict[str, Any]:
    return answer_body(given.answer, explain=explain, experiment=given.experiment)
