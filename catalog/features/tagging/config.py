"""The settings of the trained extractor, chosen on held-out training rows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TaggingConfig:
    """How the taggers learn, and how their values are chosen."""

    seed: int = 0
    folds: int = 4  # networks, each trained without a part of the examples, on which confidence is learned
    epochs: int = 10
    least_steps: int = 300  # more epochs where there are few examples
    swap_share: float = 0.5  # of the examples of an epoch whose values are exchanged
    mask_share: float = 0.15  # of the word pieces hidden in training
    batch_size: int = 16
    learning_rate: float = 3e-4
    head_learning_rate: float = 1e-3
    warm_up: float = 0.1  # share of the steps
    weight_decay: float = 0.01
    dropout: float = 0.2  # before the output
    threads: int = 0  # 0: as many as there are cores
    network_weight: float = 0.6  # of the networks' probabilities; the rest is the conditional random field's
    few_examples: int = 400  # below, the conditional random field keeps many small weights instead of few
    crf_l1: float = 0.05
    crf_l2: float = 0.05
    crf_l2_few: float = 0.3
    crf_iterations: int = 80
    rescoring_penalty: float = 10.0  # against large weights, in squared units of them
    least_probability: float = 0.35  # of a span, to be proposed at all, where held-out examples do not tell
    wanted_precision: float = 0.94  # of held-out values that need no look; a point above what is promised
