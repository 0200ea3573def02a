"""Train an extractor: each network leaves out a part of the examples, and on those parts confidence is learned."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from catalog.features.tagging.calibration import NEVER_SURE, Calibration, fit_calibration, sure_score
from catalog.features.tagging.choosing import best_threshold, choose_spans
from catalog.features.tagging.config import TaggingConfig
from catalog.features.tagging.crf import ClueTagger
from catalog.features.tagging.extractor import TaggedExtractor, mean_spans, network_spans
from catalog.features.tagging.labels import attribute_names, token_spans
from catalog.features.tagging.network import PieceReader, TokenNetwork
from catalog.features.tagging.network_training import fit_network
from catalog.features.tagging.tokens import split_tokens
from catalog.features.tagging.types import Example, SpanScores

LEAST_EXAMPLES = 10
Progress = Callable[[str], None]


class TooFewExamples(ValueError):
    """There is too little to learn from."""


def fit_extractor(
    examples: Sequence[Example], config: TaggingConfig | None = None, progress: Progress = lambda _: None
) -> TaggedExtractor:
    """Return an extractor trained on the examples; raise TooFewExamples below LEAST_EXAMPLES with a value."""
    config = config or TaggingConfig()
    names = attribute_names(examples)
    if sum(bool(example.spans) for example in examples) < LEAST_EXAMPLES:
        raise TooFewExamples(f"{LEAST_EXAMPLES} texts with verified values are needed to train the extractor.")
    reader = PieceReader()
    networks: list[TokenNetwork] = []
    held_out: list[SpanScores] = [{} for _ in examples]
    for fold, rows in enumerate(_folds(len(examples), config)):
        progress(f"network {fold + 1} of {config.folds}")
        others = [example for row, example in enumerate(examples) if row not in set(rows)]
        network = fit_network(others, names, reader, config, config.seed + fold)
        clues = ClueTagger.fit(others, names, config, config.seed + fold)
        passages = [examples[row].passage for row in rows]
        by_network = network_spans(network, reader, passages, names)
        for row, scores in zip(
            rows, mean_spans([by_network], clues.spans(passages), config.network_weight), strict=True
        ):
            held_out[row] = scores
        networks.append(network)
    progress("clues")
    clues = ClueTagger.fit(examples, names, config, config.seed)
    untold = TaggedExtractor(
        names,
        tuple(networks),
        clues,
        reader,
        config,
        least=config.least_probability,
        sure=NEVER_SURE,
        calibration=Calibration(),
        metrics={},
    )
    return _calibrated(untold, examples, held_out)


def _calibrated(
    extractor: TaggedExtractor, examples: Sequence[Example], held_out: Sequence[SpanScores]
) -> TaggedExtractor:
    """Return the extractor with thresholds and confidence learned on what each network had not seen."""
    facts = [_facts(example) for example in examples]
    chosen = [choose_spans(scores, 0.0) for scores in held_out]
    judged = [
        (score, choice in truth)
        for choices, truth in zip(chosen, facts, strict=True)
        for choice, score in choices.items()
    ]
    stated = sum(len(example.spans) for example in examples)
    least = best_threshold(judged, stated, extractor.config.least_probability)
    sure = max(least, sure_score(judged, extractor.config.wanted_precision))
    right = sum(one for score, one in judged if score >= least)
    proposed = sum(score >= least for score, _ in judged)
    metrics = {
        "examples": float(len(examples)),
        "held_out_precision": right / max(1, proposed),
        "held_out_recall": right / max(1, stated),
        "held_out_f1": 2 * right / max(1, proposed + stated),
        "held_out_sure_share": sum(score >= sure for score, _ in judged) / max(1, stated),
    }
    return replace(extractor, least=least, sure=sure, calibration=fit_calibration(judged), metrics=metrics)


def _facts(example: Example) -> set[tuple[str, int, int]]:
    spans = token_spans(example, split_tokens(example.passage.text))
    return {(name, first, behind) for name, (first, behind) in spans.items()}


def _folds(size: int, config: TaggingConfig) -> list[list[int]]:
    order = list(range(size))
    random.Random(config.seed).shuffle(order)
    folds = min(config.folds, size)
    return [sorted(order[fold::folds]) for fold in range(folds)]
