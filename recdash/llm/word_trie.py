"""The words a text may use, as a trie over a tokenizer's pieces."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

TokenIds = NDArray[np.int64]
Pieces = tuple[int, ...]
_ANCHOR = "a"


@dataclass(slots=True)
class Node:
    """A place within a word; `word` is set where a word may be complete, `size` counts the words from here on."""

    children: dict[int, "Node"] = field(default_factory=dict)
    word: str = ""
    size: int = 0
    continuations: TokenIds | None = None

    def next_tokens(self) -> TokenIds:
        """Return the pieces that continue here; the trie must be complete by the first call."""
        if self.continuations is None:
            self.continuations = np.fromiter(self.children, dtype=np.int64, count=len(self.children))
        return self.continuations


class WordTrie:
    """A set of words by their pieces."""

    def __init__(self) -> None:
        self.root = Node()
        self._spellings: dict[str, list[Pieces]] = {}

    def insert(self, pieces: Pieces, word: str) -> None:
        """Add one spelling of a word; without pieces nothing is added."""
        if not pieces or pieces in self._spellings.get(word, ()):
            return
        self._spellings.setdefault(word, []).append(pieces)
        node = self.root
        for piece in pieces:
            node = node.children.setdefault(piece, Node())
            node.size += 1
        node.word = word

    def dead_ends(self, node: Node, path: Pieces, banned: Collection[str]) -> set[int]:
        """Return the pieces after `path`, which led to `node`, from which only banned words can be reached."""
        reached: Counter[int] = Counter()
        for word in banned:
            for pieces in self._spellings.get(word, ()):
                if len(pieces) > len(path) and pieces[: len(path)] == path:
                    reached[pieces[len(path)]] += 1
        return {piece for piece, words in reached.items() if node.children[piece].size == words}


class WordPieces:
    """A tokenizer's pieces of words, remembered: within a text (after a space) and at its very start."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        self._unknown = tokenizer.unk_token_id
        self._anchor = self._encode([_ANCHOR])[0]
        self._within: dict[str, Pieces] = {}
        self._at_start: dict[str, Pieces] = {}

    def learn(self, words: Iterable[str]) -> None:
        """Tokenize the words not known yet, in one call."""
        new = [word for word in words if word not in self._within]
        if not new:
            return
        spaced = self._encode([f"{_ANCHOR} {word}" for word in new])
        for word, tokens, start in zip(new, spaced, self._encode(new), strict=True):
            size = len(self._anchor)
            follows = tokens[:size] == self._anchor
            self._within[word] = self._known(tokens[size:]) if follows else ()
            self._at_start[word] = self._known(start)

    def within(self, word: str) -> Pieces:
        """Return the pieces of a learnt word after a space; empty where the vocabulary cannot write it."""
        return self._within[word]

    def at_start(self, word: str) -> Pieces:
        """Return the pieces of a learnt word with nothing before it."""
        return self._at_start[word]

    def single(self, text: str) -> int | None:
        """Return the one piece that writes `text` directly after a word, or None."""
        tokens = self._encode([_ANCHOR + text])[0]
        return tokens[-1] if tokens[:-1] == self._anchor and len(tokens) == len(self._anchor) + 1 else None

    def _encode(self, texts: list[str]) -> list[Pieces]:
        encoded = self._tokenizer(texts, add_special_tokens=False, split_special_tokens=True)["input_ids"]
        return [tuple(tokens) for tokens in encoded]

    def _known(self, tokens: Pieces) -> Pieces:
        writes_unknown = self._unknown is not None and self._unknown in tokens
        return () if writes_unknown else tokens
