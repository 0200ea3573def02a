"""The trained extractor: several networks and a conditional random field, whose spans are weighed together."""

from collections.abc import Sequence
from dataclasses import dataclass

from catalog.features.tagging.choosing import choose_spans, weighted_mean
from catalog.features.tagging.config import TaggingConfig
from catalog.features.tagging.crf import ClueTagger
from catalog.features.tagging.held_out import Decisions
from catalog.features.tagging.lattice import lattice_spans
from catalog.features.tagging.network import TokenNetwork
from catalog.features.tagging.pieces import PieceReader
from catalog.features.tagging.rescoring import weigh
from catalog.features.tagging.span_features import Opinions
from catalog.features.tagging.tokens import split_tokens
from catalog.features.tagging.types import Passage, Proposal, SpanScores


@dataclass(frozen=True, slots=True)
class TaggedExtractor:
    """Proposes values of passages; `names` are the attributes it knows."""

    names: tuple[str, ...]
    networks: tuple[TokenNetwork, ...]
    clues: ClueTagger
    reader: PieceReader
    config: TaggingConfig
    decisions: Decisions

    def propose(self, passages: Sequence[Passage]) -> list[list[Proposal]]:
        """Return the values of each passage, each attribute once, in the order of the text."""
        scores = self.span_scores(passages)
        return [self._proposals(passage, some) for passage, some in zip(passages, scores, strict=True)]

    def span_scores(self, passages: Sequence[Passage]) -> list[SpanScores]:
        """Return the probabilities of the likely spans of each passage."""
        by_network = [network_spans(network, self.reader, passages, self.names) for network in self.networks]
        opinions = passage_opinions(by_network, self.clues.spans(passages), self.config.network_weight)
        weighed = [weigh(one, some, self.clues.dictionary) for one, some in zip(passages, opinions, strict=True)]
        return [self.decisions.rescorer.scores(one) for one in weighed]

    def _proposals(self, passage: Passage, scores: SpanScores) -> list[Proposal]:
        tokens = split_tokens(passage.text)
        chosen = choose_spans(scores, self.decisions.least)
        found = []
        for (name, first, behind), score in sorted(chosen.items(), key=lambda item: item[0][1]):
            start, end = tokens[first].start, tokens[behind - 1].end
            confidence = round(self.decisions.calibration.confidence(score), 4)
            found.append(Proposal(name, passage.text[start:end], start, end, confidence, score >= self.decisions.sure))
        return found


def network_spans(
    network: TokenNetwork, reader: PieceReader, passages: Sequence[Passage], names: Sequence[str]
) -> list[SpanScores]:
    """Return the probabilities of the likely spans by one network."""
    transitions = network.transitions()
    emissions = network.read_all([reader.read(passage) for passage in passages])
    return [lattice_spans(one, transitions, names) if len(one) else {} for one in emissions]


def passage_opinions(
    by_network: Sequence[Sequence[SpanScores]], by_clues: Sequence[SpanScores], weight: float
) -> list[Opinions]:
    """Return, per passage, the mean over the networks, the conditional random field's word, and both weighed."""
    share = 1 / len(by_network)
    means = [weighted_mean(some, [share] * len(some)) for some in zip(*by_network, strict=True)]
    return [
        Opinions(mean, clues, weighted_mean([mean, clues], [weight, 1 - weight]))
        for mean, clues in zip(means, by_clues, strict=True)
    ]
