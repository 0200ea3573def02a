"""How OpenAPI describes answers; serving them does not come by here."""

from rest_framework import serializers

from recommendations.api.event_schema import RejectedEventSchema
from recommendations.models.placement import LARGEST_K


class FactorSchema(serializers.Serializer[object]):
    name = serializers.CharField(help_text="interest, sequence, together, popular, new, llm …")
    value = serializers.FloatField(help_text="between 0 and 1")
    weight = serializers.FloatField()
    contribution = serializers.FloatField(help_text="value × weight; the contributions add up to the score")
    evidence = serializers.CharField(allow_blank=True, help_text="what the factor rests on, in words")


class ItemSchema(serializers.Serializer[object]):
    product_id = serializers.CharField()
    rank = serializers.IntegerField(min_value=1, help_text="1 is first")
    score = serializers.FloatField()
    reason = serializers.CharField(allow_blank=True, help_text="why this product, in the locale of the answer")
    copy = serializers.CharField(allow_null=True, help_text="published copy; null where there is none")
    factors = FactorSchema(many=True, required=False, help_text="only with explain=true")


class AnswerSchema(serializers.Serializer[object]):
    request_id = serializers.CharField()
    attribution_token = serializers.CharField(help_text="send it with the events that this list leads to")
    placement = serializers.CharField()
    shopper_id = serializers.CharField(allow_null=True)
    locale = serializers.CharField()
    model_version = serializers.CharField(allow_blank=True)
    release = serializers.IntegerField(allow_null=True, help_text="number of the release in force; null: there is none")
    experiment = serializers.CharField(allow_null=True, help_text="null while no experiment is in force")
    applied_rules = serializers.ListField(
        child=serializers.IntegerField(), help_text="ids of the rules that acted; the same in every release"
    )
    fallback = serializers.CharField(
        allow_blank=True,
        help_text="empty for a personalised list, else why it is not: unknown_shopper, no_history, opted_out …",
    )
    items = ItemSchema(many=True)


class AnswersSchema(serializers.Serializer[object]):
    answers = AnswerSchema(many=True, help_text="one for each request, in their order; no product occurs twice")
    rejected = RejectedEventSchema(many=True, help_text="events of products that the store does not have; left aside")


class PlacementRequestSchema(serializers.Serializer[object]):
    shopper_id = serializers.CharField(required=False, allow_null=True, help_text="default: the one beside requests")
    placement = serializers.CharField(default="home")
    k = serializers.IntegerField(min_value=1, max_value=LARGEST_K, required=False, help_text="default: the placement's")
    locale = serializers.CharField(required=False)
    category = serializers.CharField(required=False, help_text="short name of a category; its descendants count")
    exclude = serializers.ListField(child=serializers.CharField(), required=False, max_length=1000)
