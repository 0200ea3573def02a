"""POST /api/v1/events/"""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.feeds.errors import FieldError
from recommendations.api.base import ApiView
from recommendations.api.event_schema import EVENT_EXAMPLES, EventReportSchema, EventSchema
from recommendations.api.rows import error_body, rows_of
from recommendations.api.schema import responses
from recommendations.models import Scope
from recommendations.selectors.attribution import attribution_read
from users.events.records import EventRecord
from users.events.validation import parse_event
from users.services.events import events_record

EVENTS = PolymorphicProxySerializer(
    component_name="Events",
    serializers=[EventSchema, EventSchema(many=True)],
    resource_type_field_name=None,
    many=False,
)


class EventsView(ApiView):
    required_scopes = {"POST": Scope.EVENTS_WRITE}

    @extend_schema(
        operation_id="events_record",
        summary="One event, or a list of up to 1,000",
        description="Idempotent by `event_id`. An event that cannot be accepted fails alone.",
        tags=["events"],
        request=EVENTS,
        responses=responses(202, EventReportSchema, "What became of the events.", 400, 413, 415),
        examples=EVENT_EXAMPLES,
    )
    def post(self, request: Request) -> Response:
        records, rejected = _parse(rows_of(self.body(), name="events", single=True))
        report = events_record(records=list(records.values()))
        places = list(records)
        for error in report.rejected:
            rejected[places[error.index]] = FieldError(error.field, error.message)
        return Response(_report_body(report.accepted, report.duplicate, rejected), status=202)


def _parse(rows: list[Any]) -> tuple[dict[int, EventRecord], dict[int, FieldError]]:
    """Return the good events and the errors of the others, both by their place in the call."""
    records: dict[int, EventRecord] = {}
    rejected: dict[int, FieldError] = {}
    now = timezone.now()
    for index, row in enumerate(rows):
        try:
            records[index] = _attributable(parse_event(row, now=now))
        except FieldError as error:
            rejected[index] = error
    return records, rejected


def _attributable(record: EventRecord) -> EventRecord:
    """Return the event; raise FieldError where it names a list that we never gave, which would falsify reports."""
    if record.attribution_token and attribution_read(record.attribution_token) is None:
        raise FieldError(
            "attribution_token", "is not ours: send the token as the recommendation gave it, or leave it out"
        )
    return record


def _report_body(accepted: int, duplicate: int, rejected: dict[int, FieldError]) -> dict[str, Any]:
    errors = [{"index": index, "error": error_body(error)} for index, error in sorted(rejected.items())]
    return {"accepted": accepted, "duplicate": duplicate, "rejected": errors}
