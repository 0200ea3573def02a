"""A conditional random field over clues (Lafferty et al. 2001; CRFsuite): quick, and good with few examples."""

import random
import tempfile
from collections.abc import Sequence
from pathlib import Path

from catalog.features.tagging.clues import passage_clues
from catalog.features.tagging.config import TaggingConfig
from catalog.features.tagging.dictionary import Dictionary
from catalog.features.tagging.labels import tag_example, tag_names
from catalog.features.tagging.lattice import FloatMatrix, path_spans
from catalog.features.tagging.types import Example, Passage, SpanScores

_PARTS = 10  # in which the dictionary is held out: a value must not be recognised by its own example


class ClueTagger:
    """Tags tokens by what stands around them; trained on a core in seconds."""

    def __init__(self, model: bytes, dictionary: Dictionary, names: Sequence[str]) -> None:
        import pycrfsuite

        self.model, self.dictionary, self.names = model, dictionary, tuple(names)
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open_inmemory(model)
        self._by_category: dict[str, list[tuple[str, int]]] = {}
        self._columns = {tag: column for column, tag in enumerate(tag_names(names))}

    @classmethod
    def fit(cls, examples: Sequence[Example], names: Sequence[str], config: TaggingConfig, seed: int) -> "ClueTagger":
        """Train; the clues of the dictionary come from other examples than the one they are for."""
        import pycrfsuite

        trainer = pycrfsuite.Trainer(verbose=False)
        trainer.set_params(
            {
                "c1": 0.0 if len(examples) < config.few_examples else config.crf_l1,
                "c2": config.crf_l2_few if len(examples) < config.few_examples else config.crf_l2,
                "max_iterations": config.crf_iterations,
                "feature.possible_transitions": True,
            }
        )
        written = tag_names(names)
        for part, others in _held_out(examples, seed):
            dictionary = Dictionary(others)
            for example in part:
                tags = [written[tag] for tag in tag_example(example, names)]
                trainer.append(passage_clues(example.passage, dictionary), tags)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "model")
            trainer.train(str(file))
            return cls(file.read_bytes(), Dictionary(examples), names)

    def spans(self, passages: Sequence[Passage]) -> list[SpanScores]:
        """Return, per passage, the likely values with their probabilities."""
        return [path_spans(self._marginals(passage), self.names) for passage in passages]

    def _marginals(self, passage: Passage) -> FloatMatrix:
        """Return the probability of each tag at each token, (tokens, tags)."""
        import numpy as np

        clues = passage_clues(passage, self.dictionary)
        self._tagger.set(clues)
        found = np.zeros((len(clues), len(self._columns)))
        for tag, column in self._tags(passage.category):
            for index in range(len(clues)):
                found[index, column] = self._tagger.marginal(tag, index)
        return found

    def _tags(self, category: str) -> list[tuple[str, int]]:
        """Return the tags, with their columns, of attributes that products of the category have; else all.

        Asking for the probability of a tag is most of the work, and what no such product ever had is unlikely.
        """
        if category not in self._by_category:
            uses = self.dictionary.uses
            known = {name for name in self.names if (category, name) in uses} or set(self.names)
            tags = [tag for tag in self._tagger.labels() if tag != "O" and tag[2:] in known]
            self._by_category[category] = [(tag, self._columns[tag]) for tag in tags]
        return self._by_category[category]


def _held_out(examples: Sequence[Example], seed: int) -> list[tuple[list[Example], list[Example]]]:
    order = list(range(len(examples)))
    random.Random(seed).shuffle(order)
    parts = min(_PARTS, len(examples))
    return [
        (
            [examples[index] for place, index in enumerate(order) if place % parts == part],
            [examples[index] for place, index in enumerate(order) if place % parts != part],
        )
        for part in range(parts)
    ]
