"""The tables of recommendations, rules and copy."""

from recommendations.models.api_key import ApiKey, Scope
from recommendations.models.copy import Copy, CopyDecision, CopyRevision
from recommendations.models.evaluation import EvaluationRun
from recommendations.models.judge import Judge
from recommendations.models.model_call import ModelCall
from recommendations.models.personal_score import PersonalScore
from recommendations.models.placement import Placement
from recommendations.models.rule import Rule
from recommendations.models.training import (
    ItemEmbedding,
    ItemNeighbour,
    ItemPopularity,
    ModelArtefact,
    ModelVersion,
)

__all__ = [
    "ApiKey",
    "Copy",
    "CopyDecision",
    "CopyRevision",
    "EvaluationRun",
    "ItemEmbedding",
    "ItemNeighbour",
    "ItemPopularity",
    "Judge",
    "ModelArtefact",
    "ModelCall",
    "ModelVersion",
    "PersonalScore",
    "Placement",
    "Rule",
    "Scope",
]
