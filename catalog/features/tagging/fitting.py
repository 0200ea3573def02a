"""Train an extractor: each network leaves out a part of the examples, and from those parts the rest is learned."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from catalog.features.tagging.config import TaggingConfig
from catalog.features.tagging.crf import ClueTagger
from catalog.features.tagging.dictionary import Dictionary
from catalog.features.tagging.extractor import TaggedExtractor, network_spans, passage_opinions
from catalog.features.tagging.held_out import Decisions, HeldOut, learn_decisions
from catalog.features.tagging.labels import attribute_names, example_facts
from catalog.features.tagging.network import TokenNetwork
from catalog.features.tagging.network_training import fit_network
from catalog.features.tagging.pieces import PieceReader
from catalog.features.tagging.rescoring import Weighed, weigh
from catalog.features.tagging.types import Example

LEAST_EXAMPLES = 10
Progress = Callable[[str], None]


class TooFewExamples(ValueError):
    """There is too little to learn from."""


def fit_extractor(
    examples: Sequence[Example], config: TaggingConfig | None = None, progress: Progress = lambda _: None
) -> TaggedExtractor:
    """Return an extractor trained on the examples; raise TooFewExamples below LEAST_EXAMPLES with a value."""
    if sum(bool(example.spans) for example in examples) < LEAST_EXAMPLES:
        raise TooFewExamples(f"{LEAST_EXAMPLES} texts with verified values are needed to train the extractor.")
    fitting = _Fitting(attribute_names(examples), PieceReader(), config or TaggingConfig())
    folds = _folds(len(examples), fitting.config)
    networks: list[TokenNetwork] = []
    weighed: list[Weighed | None] = [None] * len(examples)
    for fold, rows in enumerate(folds):
        progress(f"network {fold + 1} of {len(folds)}")
        left_out = set(rows)
        others = [example for row, example in enumerate(examples) if row not in left_out]
        network, found = fitting.fold([examples[row] for row in rows], others, fitting.config.seed + fold)
        networks.append(network)
        for row, one in zip(rows, found, strict=True):
            weighed[row] = one
    progress("clues and confidence")
    held_out = HeldOut(
        [one for one in weighed if one is not None], [example_facts(example) for example in examples], folds
    )
    return fitting.extractor(examples, networks, learn_decisions(held_out, fitting.config))


@dataclass(frozen=True, slots=True)
class _Fitting:
    names: tuple[str, ...]
    reader: PieceReader
    config: TaggingConfig

    def fold(self, part: Sequence[Example], others: Sequence[Example], seed: int) -> tuple[TokenNetwork, list[Weighed]]:
        """Train on the others, and return the network and what it and its companions think of the part."""
        network = fit_network(others, self.names, self.reader, self.config, seed)
        clues = ClueTagger.fit(others, self.names, self.config, seed)
        passages = [example.passage for example in part]
        by_network = network_spans(network, self.reader, passages, self.names)
        opinions = passage_opinions([by_network], clues.spans(passages), self.config.network_weight)
        dictionary = Dictionary(others)
        return network, [weigh(one, some, dictionary) for one, some in zip(passages, opinions, strict=True)]

    def extractor(
        self, examples: Sequence[Example], networks: Sequence[TokenNetwork], decisions: Decisions
    ) -> TaggedExtractor:
        clues = ClueTagger.fit(examples, self.names, self.config, self.config.seed)
        return TaggedExtractor(self.names, tuple(networks), clues, self.reader, self.config, decisions)


def _folds(size: int, config: TaggingConfig) -> list[list[int]]:
    order = list(range(size))
    random.Random(config.seed).shuffle(order)
    folds = min(config.folds, size)
    return [sorted(order[fold::folds]) for fold in range(folds)]
