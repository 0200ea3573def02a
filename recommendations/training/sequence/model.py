"""The sequence model as a recommender: fits, scores, and gives away its arrays."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from recommendations.training.recommender import (
    FloatMatrix,
    Histories,
    Progress,
    Recommender,
    TrainingData,
    silent,
)
from recommendations.training.sequence.batches import Sequences, cut_sequences
from recommendations.training.sequence.checkpoint import Run, fingerprint, load_run
from recommendations.training.sequence.config import SequenceConfig
from recommendations.training.sequence.content import Content
from recommendations.training.sequence.judging import embed_users, held_out_judge
from recommendations.training.sequence.network import fresh_parameters
from recommendations.training.sequence.start import start_vectors
from recommendations.training.sequence.training import start_run, train
from recommendations.training.sequence.warm import WarmStart, warmed


class SequenceRecommender(Recommender):
    """Causal transformer (SASRec, Kang and McAuley 2018) with cross-entropy over all items and content in the items.

    Positions are told by learned biases on steps back, so that the newest item stands out in any length.
    """

    name = "sequence"

    def __init__(
        self,
        config: SequenceConfig | None = None,
        *,
        checkpoint: Path | None = None,
        start: WarmStart | None = None,
    ) -> None:
        self.config = config or SequenceConfig()
        self._checkpoint = checkpoint
        self._start = start
        self.best_epoch = 0
        self.weights: dict[str, FloatMatrix] = {}

    def fit(self, data: TrainingData, progress: Progress = silent) -> None:
        """Train with early stopping on `data.held_out` where there is one; take up a checkpoint that is there.

        What was reported before the training broke off is reported again.
        """
        import torch

        torch.set_num_threads(self.config.threads)
        reduced = self._content(data)
        content = None if reduced is None else torch.from_numpy(reduced.reduced)
        run = self._started(data, reduced)
        judge = held_out_judge(data, content, self.config) if data.held_out is not None else None
        sequences = _trainable(data, self.config.longest)
        for point in run.curve:
            progress(point)
        train(run, sequences, content, self.config, judge=judge, progress=progress, checkpoint=self._checkpoint)
        self.best_epoch = run.best_epoch
        self._finish(run, reduced)

    def refit(self, data: TrainingData, progress: Progress = silent) -> None:
        """Train anew for as many epochs as were best, without holding anything back."""
        self.config = replace(self.config, epochs=self.best_epoch or self.config.epochs)
        self.fit(replace(data, held_out=None), progress)

    def scores(self, histories: Histories) -> FloatMatrix:
        """Return logits; their softmax over a row is the probability of each item to come next."""
        logits: FloatMatrix = self.user_embeddings(histories) @ self.vectors.T + self.weights["bias"]
        return logits

    def user_embeddings(
        self,
        histories: Histories,
        event_types: Sequence[Sequence[int]] | None = None,
        gaps_days: Sequence[Sequence[float]] | None = None,
    ) -> FloatMatrix:
        """Return (len(histories), d) as `recommendations.engine.sequence.user_embedding` does one by one."""
        import torch

        parameters = {name: torch.from_numpy(np.asarray(value)) for name, value in self.weights.items()}
        found = np.tile(self.weights["start"], (len(histories), 1))
        filled = np.array([at for at, history in enumerate(histories) if len(history)], dtype=np.int64)
        sequences = cut_sequences(histories, event_types, gaps_days, self.config.longest)
        found[filled] = embed_users(parameters, torch.from_numpy(self.vectors), sequences, filled, self.config)
        return found

    def _content(self, data: TrainingData) -> Content | None:
        if data.content is None:
            return None
        mean = self._start.weights["content.mean"] if self._start else None
        return Content.of(data.content, self.config.content_directions, mean)

    def _started(self, data: TrainingData, content: Content | None) -> Run:
        import torch

        noise = torch.Generator().manual_seed(self.config.seed)
        types = 1 + max((max(row, default=0) for row in data.event_types), default=0) if data.event_types else 0
        width = 0 if content is None else content.reduced.shape[1]
        parameters = fresh_parameters(self.config, data.n_items, width, types, noise)
        if self._start:
            parameters = warmed(parameters, self._start, content)
        elif self.config.start_from_counts:
            vectors = start_vectors(data.sequences, data.n_items, self.config.dimension, self.config.seed)
            parameters["items"] = torch.from_numpy(vectors).requires_grad_()
        run = start_run(parameters, self.config, noise)
        if self._checkpoint:
            run.asked = fingerprint(data, self.config, self._start)
            if self._checkpoint.is_file():
                load_run(run, self._checkpoint)
        return run

    def _finish(self, run: Run, content: Content | None) -> None:
        """Hold what serving needs: the parameters, the item vectors, and the vector of a user without history."""
        best = run.best_parameters
        self.vectors = best["items"] if content is None else best["items"] + content.reduced @ best["content"]
        self.weights = {
            **best,
            "layers": np.array(self.config.layers, dtype=np.float32),
            "longest": np.array(self.config.longest, dtype=np.float32),
            "start": np.zeros(self.config.dimension, dtype=np.float32),
        }
        if content is not None:
            self.weights |= {"content": content.whole_projection(best["content"]), "content.mean": content.mean}


def _trainable(data: TrainingData, longest: int) -> Sequences:
    """Return the sequences that have a step in them."""
    kept = [at for at, row in enumerate(data.sequences) if len(row) > 1]
    return cut_sequences(
        [data.sequences[at] for at in kept],
        [data.event_types[at] for at in kept] if data.event_types is not None else None,
        [data.gaps_days[at] for at in kept] if data.gaps_days is not None else None,
        longest,
    )
