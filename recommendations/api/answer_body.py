"""Write answers as plain values: no serializer stands in the way of the hot path."""

from typing import Any

from recommendations.engine.types import Answer, AnswerItem, Factor


def answer_body(answer: Answer, *, explain: bool, experiment: str = "") -> dict[str, Any]:
    """Return the body of an answer; with `explain` every item carries the factors that add up to its score."""
    return {
        "request_id": answer.request_id,
        "attribution_token": answer.attribution_token,
        "placement": answer.placement,
        "shopper_id": answer.shopper_id,
        "locale": answer.locale,
        "model_version": answer.model_version,
        "release": answer.release,
        "experiment": experiment or None,
        "applied_rules": list(answer.applied_rules),
        "fallback": answer.fallback,
        "items": [item_body(item, explain=explain) for item in answer.items],
    }


def item_body(item: AnswerItem, *, explain: bool) -> dict[str, Any]:
    """Return one recommended product."""
    body = {
        "product_id": item.product_id,
        "rank": item.rank,
        "score": item.score,
        "reason": item.reason,
        "copy": item.copy,
    }
    return body | {"factors": [_factor_body(factor) for factor in item.factors]} if explain else body


def _factor_body(factor: Factor) -> dict[str, Any]:
    return {
        "name": factor.name,
        "value": factor.value,
        "weight": factor.weight,
        "contribution": factor.contribution,
        "evidence": factor.evidence,
    }
