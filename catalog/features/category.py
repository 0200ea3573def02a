"""Find the leaf a product belongs to: encoder and words give a prior, the language model chooses among the first."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from catalog.features.asking import Chooser, Question, one_line
from catalog.features.config import ExtractionConfig
from catalog.features.taxonomy import Taxonomy
from catalog.features.types import FieldText, Leaf, Neighbour, ProductTexts
from recdash.llm.prompts import load_prompt
from recdash.llm.types import FloatMatrix, TextEncoder

_LISTED_CATEGORIES = 30
_BODY_CHARACTERS = 400


KNOWN = 0.99  # confidence of a category that a person or the feed gave


@dataclass(frozen=True, slots=True)
class Placed:
    """The leaf chosen for a product and how sure that is."""

    leaf_key: int
    confidence: float


class CategoryChooser:
    """Chooses leaves for batches of products; verified products join as neighbours."""

    def __init__(
        self,
        taxonomy: Taxonomy,
        encoder: TextEncoder,
        chooser: Chooser,
        config: ExtractionConfig,
        neighbours: Sequence[Neighbour] = (),
        above: Sequence[Leaf] = (),
    ) -> None:
        self._known = {leaf.key for leaf in (*taxonomy.leaves, *above)}
        self._taxonomy, self._encoder, self._chooser, self._config = taxonomy, encoder, chooser, config
        self._neighbours = [one for one in neighbours if one.leaf_key in taxonomy.index]
        self._neighbour_vectors = encoder.encode([one.text for one in self._neighbours])

    def choose(self, products: Sequence[ProductTexts]) -> list[Placed | None]:
        """Return a leaf per product, None where there is no leaf or no text to judge by."""
        readable = [index for index, product in enumerate(products) if self._taxonomy.leaves and shop_texts(product)]
        placed: list[Placed | None] = [None] * len(products)
        for index in readable:
            if products[index].leaf_key in self._known:
                placed[index] = Placed(products[index].leaf_key or 0, KNOWN)
        readable = [index for index in readable if placed[index] is None]
        if readable:
            prior = self._prior([products[index] for index in readable])
            final = self._ask(prior, [products[index] for index in readable])
            for index, row in zip(readable, final, strict=True):
                best = int(row.argmax())
                placed[index] = Placed(self._taxonomy.leaves[best].key, round(float(row[best]), 4))
        return placed

    def _prior(self, products: Sequence[ProductTexts]) -> NDArray[np.float64]:
        """Return probabilities, shape (products, leaves)."""
        config = self._config
        titles = self._encoder.encode([title_of(product) for product in products])
        bodies = self._encoder.encode([summary(product, _BODY_CHARACTERS) for product in products])
        scores = config.title_weight * self._taxonomy.name_similarity(titles)
        scores = scores + config.body_weight * self._taxonomy.body_similarity(bodies)
        scores = scores + config.lexical_weight * np.array([self._overlap(product) for product in products])
        scores = scores + config.coverage_weight * np.array([self._coverage(product) for product in products])
        scores = scores + config.neighbour_weight * self._votes(bodies)
        for row, product in enumerate(products):
            scores[
                row, [self._taxonomy.index[key] for key in product.rejected_leaves & self._taxonomy.index.keys()]
            ] = -99
        return _softmax(scores.astype(np.float64))

    def _overlap(self, product: ProductTexts) -> FloatMatrix:
        """Return how much of each leaf's name stands in the texts: titles count whole, descriptions half."""
        rows = [
            self._taxonomy.name_overlap(text) * (1.0 if text.field.startswith("title") else 0.5)
            for text in _with_hint(product)
        ]
        best: FloatMatrix = np.max(rows, axis=0)
        return best

    def _coverage(self, product: ProductTexts) -> FloatMatrix:
        """Return how much of the titles' telling words each leaf knows."""
        rows = [self._taxonomy.coverage(text) for text in _with_hint(product) if text.field.startswith("title")]
        best: FloatMatrix = np.max(rows or [np.zeros(len(self._taxonomy.leaves), dtype=np.float32)], axis=0)
        return best

    def _votes(self, vectors: FloatMatrix) -> FloatMatrix:
        """Return the votes of the nearest verified products, shape (products, leaves), each row at most 1."""
        votes = np.zeros((len(vectors), len(self._taxonomy.leaves)), dtype=np.float32)
        if not self._neighbours:
            return votes
        similarity = vectors @ self._neighbour_vectors.T
        for row, similarities in enumerate(similarity):
            nearest = np.argsort(-similarities, kind="stable")[: self._config.neighbours]
            for one in nearest:
                leaf = self._taxonomy.index[self._neighbours[int(one)].leaf_key]
                votes[row, leaf] += max(0.0, float(similarities[one])) / self._config.neighbours
        return votes

    def _ask(self, prior: NDArray[np.float64], products: Sequence[ProductTexts]) -> NDArray[np.float64]:
        """Let the model choose among the likeliest leaves of the products that are not clear."""
        config, leaves = self._config, self._taxonomy.leaves
        unclear = [row for row in range(len(prior)) if prior[row].max() < config.sure_category and len(leaves) > 1]
        tops = [np.argsort(-prior[row], kind="stable")[: config.category_options] for row in unclear]
        questions = [
            Question(summary(products[row], config.prompt_characters), tuple(leaves[int(leaf)].name for leaf in top))
            for row, top in zip(unclear, tops, strict=True)
        ]
        names = ", ".join(leaf.name for leaf in leaves[:_LISTED_CATEGORIES])
        answers = self._chooser.ask(load_prompt("extract_category"), questions, categories=names)
        final = prior.copy()
        for row, top, answer in zip(unclear, tops, answers, strict=True):
            weighed = prior[row, top] * np.power(np.array(answer), config.model_category_weight)
            final[row, top] = weighed / weighed.sum() * prior[row, top].sum()
        return final


def _with_hint(product: ProductTexts) -> list[FieldText]:
    texts = shop_texts(product)
    return [*texts, FieldText("title:hint", product.hint)] if product.hint else texts


def shop_texts(product: ProductTexts) -> list[FieldText]:
    """Return titles and descriptions that are not empty."""
    return [text for text in product.fields if text.text.strip() and text.field.startswith(("title:", "description:"))]


def title_of(product: ProductTexts) -> str:
    """Return the first title, or the first text where there is none."""
    texts = shop_texts(product)
    return next((text.text for text in texts if text.field.startswith("title:")), texts[0].text if texts else "")


def summary(product: ProductTexts, most: int) -> str:
    """Return the first title and the first description as one line."""
    texts = shop_texts(product)
    parts = [next((t.text for t in texts if t.field.startswith(kind)), "") for kind in ("title:", "description:")]
    parts.insert(1, product.hint)
    return one_line(". ".join(part for part in parts if part), most)


def _softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    exponents = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: NDArray[np.float64] = exponents / exponents.sum(axis=1, keepdims=True)
    return result
