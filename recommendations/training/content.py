"""What resembles the history in its description: the only recommender that knows an item nobody has taken."""

import numpy as np

from recommendations.engine.sequence import centred_content
from recommendations.training.linear.matrices import history_matrix
from recommendations.training.recommender import FloatMatrix, Histories, Progress, Recommender, TrainingData, silent


class ContentSimilarity(Recommender):
    """Cosine between an item's content vector and the decayed mean of the history's, both less the mean vector."""

    name = "text_similarity"

    def __init__(self, decay: float = 0.8, longest: int = 50) -> None:
        self._decay = decay
        self._longest = longest

    def fit(self, data: TrainingData, progress: Progress = silent) -> None:
        """Take `data.content`; raise ValueError where there is none."""
        if data.content is None:
            raise ValueError("Without content vectors there is no similarity of content.")
        self.vectors = spread_content(data.content)

    def scores(self, histories: Histories) -> FloatMatrix:
        """Return cosines, -1 to 1; 0 for an empty history and for what has no content."""
        return np.asarray(self.profiles(histories) @ self.vectors.T, dtype=np.float32)

    def profiles(self, histories: Histories) -> FloatMatrix:
        """Return the content of each history (len(histories), width), of length 1, or zeros."""
        matrix = history_matrix(histories, len(self.vectors), self._decay, self._longest)
        summed = np.asarray(matrix @ self.vectors)
        profiles: FloatMatrix = summed / np.maximum(np.linalg.norm(summed, axis=1, keepdims=True), 1e-6)
        return profiles


def spread_content(content: FloatMatrix) -> FloatMatrix:
    """Return content vectors less the mean of the known ones, of length 1; zeros where nothing is known."""
    known = np.abs(content).sum(axis=1) > 0
    mean = content[known].mean(axis=0) if known.any() else np.zeros(content.shape[1], dtype=np.float32)
    return centred_content(content, mean)
