"""The tables of recommendations, rules and copy."""

from recommendations.models.api_key import ApiKey, Scope
from recommendations.models.attribution import AttributionState, ListDay, ProductDay, RankDay, RuleDay, ShopperDay
from recommendations.models.copy import Copy, CopyDecision, CopyRevision
from recommendations.models.evaluation import EvaluationRun
from recommendations.models.experiment import Experiment, ReplayRun
from recommendations.models.flow import Flow
from recommendations.models.judge import Judge
from recommendations.models.model_call import ModelCall
from recommendations.models.personal_score import PersonalScore
from recommendations.models.placement import Placement
from recommendations.models.release import ApprovalLink, Release, ReleaseDecision
from recommendations.models.rule import Rule
from recommendations.models.served_list import ServedList
from recommendations.models.training import (
    ItemEmbedding,
    ItemNeighbour,
    ItemPopularity,
    ModelArtefact,
    ModelVersion,
)

__all__ = [
    "ApiKey",
    "ApprovalLink",
    "AttributionState",
    "Copy",
    "CopyDecision",
    "CopyRevision",
    "EvaluationRun",
    "Experiment",
    "Flow",
    "ItemEmbedding",
    "ItemNeighbour",
    "ItemPopularity",
    "Judge",
    "ListDay",
    "ModelArtefact",
    "ModelCall",
    "ModelVersion",
    "PersonalScore",
    "Placement",
    "ProductDay",
    "RankDay",
    "Release",
    "ReleaseDecision",
    "ReplayRun",
    "Rule",
    "RuleDay",
    "Scope",
    "ServedList",
    "ShopperDay",
]
