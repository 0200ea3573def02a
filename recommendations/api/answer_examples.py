"""Examples of answers in OpenAPI."""

from typing import Any

from drf_spectacular.utils import OpenApiExample

ITEM = {
    "product_id": "p-100",
    "rank": 1,
    "score": 0.71,
    "reason": "Because you look for blue backpacks",
    "copy": "The commuter backpack with a laptop sleeve and padded straps.",
}
ANSWER: dict[str, Any] = {
    "request_id": "0f6c2f0e",
    "attribution_token": "0f6c2f0e.home.s-17",
    "placement": "home",
    "shopper_id": "s-17",
    "locale": "en",
    "model_version": "2026-11-24T06:00",
    "release": 4,
    "experiment": None,
    "applied_rules": [12],
    "fallback": "",
    "items": [ITEM],
}
ANSWER_EXAMPLE = OpenApiExample("a list of one", value=ANSWER, response_only=True, status_codes=["200"])
ANSWERS_EXAMPLE = OpenApiExample(
    "two placements",
    value={"answers": [ANSWER, ANSWER | {"placement": "cart", "items": []}], "rejected": []},
    response_only=True,
)
REQUESTS_EXAMPLE = OpenApiExample(
    "two placements for an anonymous session",
    value={
        "requests": [{"placement": "home", "k": 8}, {"placement": "cart", "k": 4}],
        "events": [{"type": "view", "product_id": "p-100"}],
    },
    request_only=True,
)
