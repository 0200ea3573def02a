"""How OpenAPI describes events; `users.events.validation` is what checks them."""

from drf_spectacular.utils import OpenApiExample
from rest_framework import serializers

from recommendations.api.schema import FieldErrorSchema
from users.events.validation import EVENT_TYPES


class EventFields(serializers.Serializer[object]):
    type = serializers.ChoiceField(choices=sorted(EVENT_TYPES))
    product_id = serializers.CharField(required=False, help_text="what the event is about; every type but search")
    query = serializers.CharField(required=False, help_text="the words of a search")
    value = serializers.CharField(required=False, allow_null=True, help_text="money, in the store's currency")
    locale = serializers.CharField(required=False)
    placement = serializers.CharField(required=False, help_text="where the shopper saw the product")
    attribution_token = serializers.CharField(required=False, help_text="of the list that led to the event")


class EventSchema(EventFields):
    event_id = serializers.CharField(max_length=200, help_text="made by the storefront; sent twice, it counts once")
    shopper_id = serializers.CharField(max_length=200)
    occurred_at = serializers.DateTimeField()


class SessionEventSchema(EventFields):
    occurred_at = serializers.DateTimeField(required=False, help_text="default: now")


class RejectedEventSchema(serializers.Serializer[object]):
    index = serializers.IntegerField(min_value=0)
    error = FieldErrorSchema()


class EventReportSchema(serializers.Serializer[object]):
    accepted = serializers.IntegerField()
    duplicate = serializers.IntegerField(help_text="events whose event_id was known already")
    rejected = RejectedEventSchema(many=True)


EVENT_EXAMPLES = [
    OpenApiExample(
        "a view and a search",
        value=[
            {
                "event_id": "e-1",
                "shopper_id": "s-17",
                "type": "view",
                "product_id": "p-100",
                "occurred_at": "2026-11-24T09:30:00Z",
            },
            {
                "event_id": "e-2",
                "shopper_id": "s-17",
                "type": "search",
                "query": "laptop backpack",
                "occurred_at": "2026-11-24T09:31:00Z",
            },
        ],
        request_only=True,
    ),
    OpenApiExample(
        "one of two was refused",
        value={
            "accepted": 1,
            "duplicate": 0,
            "rejected": [
                {
                    "index": 1,
                    "error": {
                        "field": "query",
                        "message": "is missing: a search needs the words that were searched for",
                    },
                }
            ],
        },
        response_only=True,
        status_codes=["202"],
    ),
]
