"""The words of items' texts as numbers: what encoders blur, brand and kind above all, stays sharp."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import svds

from recommendations.training.linear.matrices import CSR
from recommendations.training.recommender import FloatMatrix

RAREST = 3  # items that must have a word: a word of one or two items says no more than the item
MOST_WORDS = 8_000
_WORD = re.compile(r"[^\W_]+")


def word_matrix(texts: Sequence[str]) -> CSR:
    """Return (len(texts), n_words): inverse document frequency of each text's words, rows of length 1 or 0.

    Words are folded in case, and two words in a row count as a word of their own, since names of brands and lines
    often are. The MOST_WORDS of most items are kept, ties in the order of the alphabet.
    """
    found = [sorted(set(_words(text))) for text in texts]
    frequency = Counter(word for words in found for word in words)
    often = sorted((-count, word) for word, count in frequency.items() if count >= RAREST)[:MOST_WORDS]
    column = {word: at for at, (_, word) in enumerate(often)}
    pairs = [(row, column[word]) for row, words in enumerate(found) for word in words if word in column]
    rows, columns = (np.array(part, dtype=np.int64) for part in (zip(*pairs, strict=True) if pairs else ((), ())))
    weights = np.array([np.log(len(texts) / -count) for count, _ in often], dtype=np.float32)
    matrix = sparse.csr_matrix((weights[columns], (rows, columns)), shape=(len(texts), len(often)), dtype=np.float32)
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1))).ravel()
    return (sparse.diags(1 / np.maximum(lengths, 1e-6)) @ matrix).tocsr().astype(np.float32)


def latent_words(words: CSR, width: int) -> FloatMatrix:
    """Return the words of each item along their `width` main directions, rows of length 1 or 0.

    (Latent semantic analysis, Deerwester et al. 1990.) Narrower where there are fewer words or items.
    """
    width = min(width, min(words.shape) - 1)
    if width < 1:
        return np.zeros((words.shape[0], 0), dtype=np.float32)
    left, strength, _ = svds(words, k=width, v0=np.ones(min(words.shape)))
    vectors = left * strength
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    return np.ascontiguousarray(vectors, dtype=np.float32)


def _words(text: str) -> list[str]:
    single = _WORD.findall(text.casefold())
    return single + [f"{first} {second}" for first, second in pairwise(single)]
