"""What the network says of users, and how good that is on what is held out."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from recommendations.evaluation.metrics.next_item import gains_at_k
from recommendations.evaluation.runner import ask
from recommendations.training.recommender import FloatMatrix, Histories, TrainingData
from recommendations.training.sequence.batches import Sequences, cut_sequences, history_batch
from recommendations.training.sequence.config import SequenceConfig
from recommendations.training.sequence.network import all_item_vectors, states
from recommendations.training.sequence.training import Judge

if TYPE_CHECKING:
    import torch

    from recommendations.training.sequence.network import Parameters
_USERS_AT_ONCE = 256
_K = 10


def embed_users(
    parameters: "Parameters",
    vectors: "torch.Tensor",
    sequences: Sequences,
    chosen: NDArray[np.int64],
    config: SequenceConfig,
) -> FloatMatrix:
    """Return the user embedding (len(chosen), d) after each of the chosen sequences, none of which is empty."""
    found = np.zeros((len(chosen), config.dimension), dtype=np.float32)
    order = np.argsort([len(sequences.items[at]) for at in chosen], kind="stable")
    for start in range(0, len(order), _USERS_AT_ONCE):
        some = order[start : start + _USERS_AT_ONCE]
        found[some] = _last_states(parameters, vectors, sequences, chosen[some], config)
    return found


def held_out_judge(data: TrainingData, content: "torch.Tensor | None", config: SequenceConfig) -> Judge:
    """Return what tells NDCG@10 of parameters on the held-out items of at most `evaluated_users` users."""
    import torch

    asked, targets = _asked(data, config)
    sequences = cut_sequences(data.sequences, data.event_types, data.gaps_days, config.longest)
    histories: Histories = [data.sequences[int(at)] for at in asked]

    def judge(parameters: "Parameters") -> float:
        with torch.inference_mode():
            vectors = all_item_vectors(parameters, content)
            users = embed_users(parameters, vectors, sequences, asked, config)
            table, bias = vectors.numpy().T, parameters["bias"].numpy()
        chunks = iter(np.split(users, range(_USERS_AT_ONCE, len(users), _USERS_AT_ONCE)))
        outcome = ask(lambda _: next(chunks) @ table + bias, histories, targets, chunk=_USERS_AT_ONCE)
        return float(gains_at_k(outcome.ranks, _K).mean())

    return judge


def _asked(data: TrainingData, config: SequenceConfig) -> tuple[NDArray[np.int64], list[int]]:
    """Return users with a history and a held-out item, a random choice where there are many, and the items."""
    held_out = np.asarray(data.held_out, dtype=np.int64)
    asked = np.flatnonzero((held_out >= 0) & (np.array([len(row) for row in data.sequences]) > 0))
    if len(asked) > config.evaluated_users:
        asked = np.random.default_rng(config.seed).choice(asked, config.evaluated_users, replace=False)
    return asked, held_out[asked].tolist()


def _last_states(
    parameters: "Parameters",
    vectors: "torch.Tensor",
    sequences: Sequences,
    chosen: NDArray[np.int64],
    config: SequenceConfig,
) -> FloatMatrix:
    import torch

    batch = history_batch(sequences, chosen)
    with torch.inference_mode():
        found = states(parameters, vectors, batch, config)
        last = torch.from_numpy(batch.real.sum(axis=1) - 1)
        result: FloatMatrix = found[torch.arange(len(chosen)), last].numpy()
    return result
