"""The leaves of a store's category tree, prepared for comparison with texts."""

from collections.abc import Sequence

import numpy as np

from catalog.features.leaf_words import LeafWords
from catalog.features.types import FieldText, Leaf
from catalog.features.vocabulary import LANGUAGES
from recdash.llm.types import FloatMatrix, TextEncoder


class Taxonomy:
    """Leaves with their vectors and the words of their names."""

    def __init__(self, leaves: Sequence[Leaf], encoder: TextEncoder) -> None:
        self.leaves = tuple(leaves)
        self.index = {leaf.key: position for position, leaf in enumerate(self.leaves)}
        names = [[leaf.name, *leaf.names.values()] for leaf in self.leaves]
        self._owners = np.array([position for position, some in enumerate(names) for _ in some], dtype=np.int64)
        self._names: FloatMatrix = encoder.encode([name for some in names for name in some])
        bodies = [
            f"{leaf.path.replace(' >', ',') or leaf.name}. {leaf.description}".strip(" .") for leaf in self.leaves
        ]
        self._bodies: FloatMatrix = encoder.encode(bodies)
        self._words = {language: LeafWords(self.leaves, language) for language in LANGUAGES}

    def name_similarity(self, vectors: FloatMatrix) -> FloatMatrix:
        """Return the similarity with the nearest name of each leaf, shape (len(vectors), leaves)."""
        similarity = vectors @ self._names.T
        best = np.full((len(vectors), len(self.leaves)), -1.0, dtype=np.float32)
        for column, owner in enumerate(self._owners):
            np.maximum(best[:, owner], similarity[:, column], out=best[:, owner])
        return best

    def body_similarity(self, vectors: FloatMatrix) -> FloatMatrix:
        """Return the similarity with name and description of each leaf, shape (len(vectors), leaves)."""
        similarity: FloatMatrix = vectors @ self._bodies.T
        return similarity

    def name_overlap(self, text: FieldText) -> FloatMatrix:
        """Return per leaf which share of its name the text holds, 0–1."""
        return self._language(text).name_overlap(text.text)

    def coverage(self, text: FieldText) -> FloatMatrix:
        """Return per leaf which share of the text's telling words its names and description hold, 0–1."""
        return self._language(text).coverage(text.text)

    def _language(self, text: FieldText) -> LeafWords:
        return self._words.get(text.language, self._words["en"])
