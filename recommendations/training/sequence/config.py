"""Settings of the sequence model."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SequenceConfig:
    """Shape of the network, and how it is trained."""

    dimension: int = 64  # of item and user embeddings
    layers: int = 2
    content_directions: int = 160  # main directions of the content vectors that are learned from
    heads: int = 2
    longest: int = 50  # latest items of a history
    dropout: float = 0.5  # of embeddings and of what a layer adds
    start_from_counts: bool = True  # item embeddings start as a factorisation of co-occurrence
    epochs: int = 16  # at most; the learning rate falls to nearly 0 over them
    batch_size: int = 128  # users
    learning_rate: float = 1.5e-3
    warm_up: int = 100  # updates until the full learning rate
    weight_decay: float = 0.01
    long_history_discount: float = 0.0  # a user's n steps weigh n ** -discount each
    reverse_share: float = 0.0  # of sequences that an epoch reads backwards
    evaluate_every: int = 2  # epochs
    patience: int = 2  # evaluations without a better one before training ends
    evaluated_users: int = 8000  # at most, of those with a held-out item
    negatives: int = 0  # items drawn for each batch beside its own targets; 0: the loss runs over all items
    bf16: bool = True  # products with the item matrix in bfloat16 where the processor has it
    threads: int = 1
    seed: int = 0
