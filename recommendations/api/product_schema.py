"""How OpenAPI describes products; `catalog.feeds.validation` is what checks them."""

from drf_spectacular.utils import OpenApiExample
from rest_framework import serializers

from recommendations.api.schema import FieldErrorSchema, path_id

PRODUCT_ID = path_id("product_id", "The shop's own id of the product.")


class TextSchema(serializers.Serializer[object]):
    title = serializers.CharField(max_length=500)
    description = serializers.CharField(required=False, allow_blank=True)


class ReviewSchema(serializers.Serializer[object]):
    id = serializers.CharField(max_length=200)
    author = serializers.CharField(required=False, allow_blank=True)
    rating = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=5)
    title = serializers.CharField(required=False, allow_blank=True)
    text = serializers.CharField(required=False, allow_blank=True)
    locale = serializers.CharField(required=False)
    created_at = serializers.DateTimeField(required=False, allow_null=True)


class ProductFields(serializers.Serializer[object]):
    texts = serializers.DictField(child=TextSchema(), required=False, help_text="title and description by locale")
    brand = serializers.CharField(required=False, allow_blank=True, max_length=200)
    price = serializers.CharField(required=False, allow_null=True, help_text="such as 59.90; a number is accepted too")
    currency = serializers.CharField(required=False, help_text="ISO 4217; default: the store's")
    cost = serializers.CharField(
        required=False, allow_null=True, help_text="what the shop pays; for rules on the margin"
    )
    stock = serializers.IntegerField(required=False, allow_null=True, min_value=0, help_text="null: not counted")
    available = serializers.BooleanField(required=False, help_text="default: true unless the stock is 0")
    hidden = serializers.BooleanField(required=False, help_text="never recommended; left out: as it was, or false")
    url = serializers.CharField(required=False, allow_blank=True)
    images = serializers.ListField(child=serializers.CharField(), required=False)
    attributes = serializers.DictField(child=serializers.CharField(), required=False)
    category = serializers.CharField(required=False, allow_blank=True, help_text="such as Bags > Backpacks")
    created_at = serializers.DateTimeField(required=False, help_text="since when the shop has it; default: now")


class ProductSchema(ProductFields):
    id = serializers.CharField(max_length=200)


class ProductPutSchema(ProductFields):
    title = serializers.CharField(required=False, help_text="short for a text in `locale`")
    description = serializers.CharField(required=False, allow_blank=True)
    locale = serializers.CharField(required=False, help_text="of title and description; default: the store's")
    reviews = ReviewSchema(many=True, required=False)


class ProductInputSchema(ProductPutSchema):
    id = serializers.CharField(max_length=200)


class ProductRowSchema(serializers.Serializer[object]):
    index = serializers.IntegerField(min_value=0, help_text="position of the row in the call")
    id = serializers.CharField(allow_blank=True)
    outcome = serializers.ChoiceField(choices=["created", "updated", "unchanged", "error"])
    error = FieldErrorSchema(required=False, help_text="only where the outcome is error")


class ProductBulkSchema(serializers.Serializer[object]):
    created = serializers.IntegerField()
    updated = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    rejected = serializers.IntegerField()
    results = ProductRowSchema(many=True, help_text="one a row, in the order of the call")


class HideSchema(serializers.Serializer[object]):
    hidden = serializers.BooleanField(required=False, default=True)


class HiddenSchema(serializers.Serializer[object]):
    id = serializers.CharField()
    hidden = serializers.BooleanField()


BACKPACK = {
    "id": "p-100",
    "title": "Commuter backpack",
    "description": "With a laptop sleeve and padded straps.",
    "brand": "Nordkapp",
    "price": "59.90",
    "stock": 12,
    "category": "Bags > Backpacks",
    "attributes": {"colour": "blue"},
}
PUT_EXAMPLE = OpenApiExample(
    "a backpack", value={name: value for name, value in BACKPACK.items() if name != "id"}, request_only=True
)
BULK_EXAMPLES = [
    OpenApiExample("two products", value=[BACKPACK, {"id": "p-101", "price": "-1"}], request_only=True),
    OpenApiExample(
        "one row failed",
        value={
            "created": 1,
            "updated": 0,
            "unchanged": 0,
            "rejected": 1,
            "results": [
                {"index": 0, "id": "p-100", "outcome": "created"},
                {
                    "index": 1,
                    "id": "p-101",
                    "outcome": "error",
                    "error": {"field": "title", "message": "is missing: every product needs a title"},
                },
            ],
        },
        response_only=True,
        status_codes=["200"],
    ),
]
