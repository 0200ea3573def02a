"""Item embeddings as they are stored."""

import numpy as np

from recommendations.engine.item_embeddings import item_embeddings

WEIGHTS = {
    "items": np.array([[1.0, 0.0], [0.0, 2.0]], dtype=np.float32),
    "bias": np.array([0.5, -1.5], dtype=np.float32),
    "content": np.array([[10.0, 0.0], [0.0, 10.0]], dtype=np.float32),
    "content.mean": np.zeros(2, dtype=np.float32),
}
CONTENT = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0]], dtype=np.float32)


class ItemEmbeddingsTests:
    def test_known_item_has_its_own_vector_and_bias_and_its_content(self):
        rows = item_embeddings(WEIGHTS, CONTENT[:2], np.array([0, 1]))

        assert rows.tolist() == [[11.0, 0.0, 0.5], [0.0, 12.0, -1.5]]

    def test_new_item_has_its_content_and_the_usual_bias(self):
        rows = item_embeddings(WEIGHTS, CONTENT[2:], np.array([-1]))

        assert rows.tolist() == [[0.0, 10.0, -0.5]]
