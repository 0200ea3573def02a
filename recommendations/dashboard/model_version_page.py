"""What the page of a model version shows: verdict, figures, learning curve, and what can be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from catalog.templatetags.display import duration
from recommendations.dashboard.charts.lines import LineChart
from recommendations.dashboard.formats import number, percent
from recommendations.dashboard.learning_curves import learning_curves
from recommendations.dashboard.training_words import training_basis, training_kind
from recommendations.models import ModelVersion
from recommendations.selectors.model_versions import arrays_kept, version_current
from users.models import User


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure in words, and what it rests on or is compared with."""

    label: str
    value: str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class VersionPage:
    """What the templates of a model version need."""

    version: ModelVersion
    current: ModelVersion | None
    facts: Sequence[Fact]
    curves: Sequence[LineChart]
    state: str  # in_use, waiting or earlier
    state_words: str
    verdict: str
    can_use: bool  # by this member of staff
    kept: bool  # its arrays are stored


def version_page(version: ModelVersion, user: User) -> VersionPage:
    kept = arrays_kept(version)
    state, words = state_of(version)
    return VersionPage(
        version=version,
        current=version_current(),
        facts=[
            *_accuracy(version.metrics),
            *_blend(version.metrics),
            *_placements(version.metrics),
            *_contents(version),
        ],
        curves=learning_curves(version.metrics.get("curve", []), version.metrics.get("ndcg_at_10_popularity")),
        state=state,
        state_words=words,
        verdict=version.verdict,
        can_use=not version.active and user.has_perm("recommendations.change_modelversion"),
        kept=kept,
    )


def state_of(version: ModelVersion) -> tuple[str, str]:
    """Return the state of a version, and its words."""
    if version.active:
        return "in_use", _("in use")
    return ("waiting", _("never in use")) if version.promoted_at is None else ("earlier", _("was in use"))


def _accuracy(metrics: Mapping[str, Any]) -> list[Fact]:
    """Return what was measured on the latest tenth of the steps, which training had held back."""
    ours, popular = metrics.get("ndcg_at_10"), metrics.get("ndcg_at_10_popularity")
    if ours is None or popular is None:
        return []
    asked = _("of %(n)s shoppers, on the latest tenth of the steps") % {"n": number(metrics.get("users_judged", 0))}
    lift = _("popularity %(value)s") % {"value": number(popular, 3)}
    if popular:
        lift += f" ({'+' if ours > popular else ''}{percent(ours / popular - 1)})"
    return [
        Fact(_("NDCG@10"), number(ours, 3), f"{lift}; {asked}"),
        Fact(_("HR@10"), percent(metrics.get("hr_at_10", 0), 1), _("found their next product among ten")),
    ]


def _blend(metrics: Mapping[str, Any]) -> list[Fact]:
    """Return what the learned weights of the factors are worth, on shoppers that they were not learned from."""
    blend = metrics.get("blend")
    if not blend:
        return []
    _mean, low, high = blend["lift"]
    basis = _("with the weights that recdash brings %(given)s; difference %(low)s … %(high)s; %(n)s choices") % {
        "given": number(blend["ndcg_at_10_given"], 3),
        "low": number(low, 3),
        "high": number(high, 3),
        "n": number(blend["choices"]),
    }
    return [Fact(_("NDCG@10 with the learned weights"), number(blend["ndcg_at_10"], 3), basis)]


def _placements(metrics: Mapping[str, Any]) -> list[Fact]:
    """Return for which placements weights of their own were learned, and whether they count there."""
    return [_placement(key, told) for key, told in metrics.get("placements", {}).items()]


def _placement(key: str, told: Mapping[str, Any]) -> Fact:
    weights = told.get("weights")
    value = _("its own") if weights else _("the shop's")
    _mean, low, high = told["lift"]
    basis = _("NDCG@10 %(own)s, with the shop's %(shop)s; difference %(low)s … %(high)s; %(n)s choices") % {
        "own": number(told["ndcg_at_10"], 3),
        "shop": number(told["ndcg_at_10_given"], 3),
        "low": number(low, 3),
        "high": number(high, 3),
        "n": number(told["choices"]),
    }
    heaviest = sorted((weights or {}).items(), key=lambda pair: (-pair[1], pair[0]))
    shares = ", ".join(f"{name} {number(weight, 2)}" for name, weight in heaviest)
    return Fact(_("Weights in the placement %(key)s") % {"key": key}, value, f"{basis}; {shares}" if shares else basis)


def _contents(version: ModelVersion) -> list[Fact]:
    metrics = version.metrics
    return [
        Fact(_("Events learned from"), number(version.events)),
        Fact(_("Products with neighbours"), _counted(metrics, "items_with_neighbours"), _pairs(metrics)),
        Fact(_("Products with popularity"), _counted(metrics, "items_with_popularity")),
        Fact(_("Time of training"), duration(metrics.get("seconds")) or "–"),
        *_training(metrics),
    ]


def _training(metrics: Mapping[str, Any]) -> list[Fact]:
    told = metrics.get("training")
    return [Fact(_("Training of the sequence model"), training_kind(told), training_basis(told))] if told else []


def _pairs(metrics: Mapping[str, Any]) -> str:
    return _("%(n)s pairs of products") % {"n": number(metrics["pairs"])} if "pairs" in metrics else ""


def _counted(metrics: Mapping[str, Any], name: str) -> str:
    return number(metrics[name]) if name in metrics else "–"
