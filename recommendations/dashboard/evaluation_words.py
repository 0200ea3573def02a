"""How the evaluation calls its recommenders and figures."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from recommendations.dashboard.formats import number, percent

MODELS: dict[str, Any] = {
    "random": gettext_lazy("Random"),
    "popularity": gettext_lazy("Popularity"),
    "item_knn_decayed": gettext_lazy("Item neighbours"),
    "ease": gettext_lazy("EASE"),
    "ridge": gettext_lazy("Ridge"),
    "sequence": gettext_lazy("Sequence model"),
    "served": gettext_lazy("recdash as served"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A figure: its name, what it means, how it is written, and which value is the best (None: none is)."""

    lazy_label: Any
    lazy_meaning: Any
    written: Callable[[float], str]
    best: Callable[[Iterable[float]], float] | None = None

    @property
    def label(self) -> str:
        return str(self.lazy_label)

    @property
    def meaning(self) -> str:
        return str(self.lazy_meaning)


def _thousandths(value: float) -> str:
    return number(value, 3)


def _signed_percent(value: float) -> str:
    return ("+" if value > 0 else "") + percent(value)


COLUMNS: dict[str, Column] = {
    "hr_at_10": Column(
        gettext_lazy("HR@10"),
        gettext_lazy("share of shoppers whose next new product stands among the first ten"),
        lambda value: percent(value, 1),
        max,
    ),
    "ndcg_at_10": Column(
        gettext_lazy("NDCG@10"),
        gettext_lazy("the same, but the further up the more it counts; 0 to 1, with its 95 % bootstrap interval"),
        _thousandths,
        max,
    ),
    "mrr": Column(gettext_lazy("MRR"), gettext_lazy("mean of 1 / rank over the whole catalog"), _thousandths, max),
    "coverage": Column(
        gettext_lazy("Coverage"),
        gettext_lazy("share of the catalog that stands in at least one list of ten"),
        percent,
        max,
    ),
    "novelty": Column(
        gettext_lazy("Novelty"),
        gettext_lazy("how little known the shown products are, in bits; more is less known"),
        lambda value: gettext("%s bits") % number(value, 1),
    ),
    "intra_list_diversity": Column(
        gettext_lazy("Diversity"),
        gettext_lazy("mean cosine distance of the texts of two products of one list; 0 is all alike"),
        lambda value: number(value, 2),
    ),
    "gini": Column(
        gettext_lazy("Gini"),
        gettext_lazy("how unevenly products are shown: 0 is all alike, 1 is always the same few"),
        lambda value: number(value, 2),
        min,
    ),
    "popularity_bias": Column(
        gettext_lazy("Popularity bias"),
        gettext_lazy("how much more popular the shown products are than those the same shoppers had"),
        _signed_percent,
    ),
    "seconds": Column(
        gettext_lazy("Time"),
        gettext_lazy("of fitting the model to what was before the moment"),
        lambda value: gettext("%s s") % number(value, 1),
    ),
}


def model_name(name: str) -> str:
    return str(MODELS.get(name, name))
