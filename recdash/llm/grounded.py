"""Grounded writing: at each step, which pieces keep a text within the words its evidence allows."""

from typing import Any

import numpy as np

from recdash.llm.allowed_words import read_allowed_words
from recdash.llm.errors import LanguageModelError
from recdash.llm.function_words import UNFINISHED_WORDS
from recdash.llm.types import Grounding
from recdash.llm.word_trie import Node, Pieces, TokenIds, WordPieces, WordTrie

_SENTENCE_ENDS = ".!?"
_VOWELS = "aeioAEIO"  # before which English says "an"; u goes either way
_KEPT_GROUNDINGS = 256


class WordGrammar:
    """Everything about grounded writing that depends on the tokenizer alone."""

    def __init__(self, tokenizer: Any) -> None:
        self._pieces = WordPieces(tokenizer)
        marks = {mark: self._pieces.single(mark) for mark in (*_SENTENCE_ENDS, ",")}
        self.comma = marks.pop(",")
        self.ends = frozenset(token for token in marks.values() if token is not None)
        self.stop: int = tokenizer.eos_token_id
        self._tries: dict[Grounding, WordTries] = {}

    def constraint(self, grounding: Grounding) -> "WordConstraint":
        """Return the constraint of one new text; the tries of equal groundings are shared."""
        if not self.ends:
            raise LanguageModelError(
                "The tokenizer of this model has no piece for a full stop, so that no grounded text can end.",
                remedy="Set RECDASH_LLM to another model.",
            )
        if grounding not in self._tries:
            if len(self._tries) >= _KEPT_GROUNDINGS:
                self._tries.clear()
            self._tries[grounding] = WordTries(self, self._pieces, grounding)
        return WordConstraint(self, self._tries[grounding])


class WordTries:
    """The allowed words of one grounding: at the text's start, at a sentence's start, within a sentence."""

    def __init__(self, grammar: WordGrammar, pieces: WordPieces, grounding: Grounding) -> None:
        words = read_allowed_words(grounding)
        pieces.learn((*words.within, *words.at_start))
        self.text_start, self.sentence_start, self.within = WordTrie(), WordTrie(), WordTrie()
        for word in sorted(words.within):
            self.within.insert(pieces.within(word), word.lower())
        for word in sorted(words.at_start):
            self.sentence_start.insert(pieces.within(word), word.lower())
            self.text_start.insert(pieces.within(word), word.lower())
            self.text_start.insert(pieces.at_start(word), word.lower())
        self.ends = np.array(sorted(grammar.ends), dtype=np.int64)
        self.after_sentence = np.append(self.sentence_start.root.next_tokens(), grammar.stop)
        self._marks = self.ends if grammar.comma is None else np.append(self.ends, grammar.comma)
        self._vowels = [pieces.within(word)[:1] for word in words.within if word[0] in _VOWELS]
        self._allowed: dict[int, TokenIds] = {}

    def allowed_after(self, node: Node) -> TokenIds:
        """Return what may follow where a word is or may be complete; computed once a node."""
        key = id(node)
        if key not in self._allowed:
            self._allowed[key] = np.unique(np.concatenate([node.next_tokens(), self._next_words(node.word)]))
        return self._allowed[key]

    def _next_words(self, word: str) -> TokenIds:
        tokens = self.within.root.next_tokens()
        if word not in UNFINISHED_WORDS:
            return np.concatenate([tokens, self._marks])
        if word not in ("a", "an"):
            return tokens
        vowels = np.isin(tokens, [piece for pieces in self._vowels for piece in pieces])
        fitting = tokens[vowels == (word == "an")]
        return fitting if len(fitting) else tokens


class WordConstraint:
    """Where one text stands, word by word. No word follows itself, and no run of three words comes twice."""

    def __init__(self, grammar: WordGrammar, tries: WordTries) -> None:
        self._grammar = grammar
        self._tries = tries
        self._trie = tries.text_start
        self._node = self._trie.root
        self._path: Pieces = ()
        self._words: list[str] = []
        self._followers: dict[tuple[str, ...], set[str]] = {}
        self._length = self._whole_words = self._whole_sentences = 0

    @property
    def kept(self) -> int:
        """Return how many of the tokens make whole sentences or, where there is none, whole words."""
        return self._whole_sentences or self._whole_words

    def allowed(self, *, last: bool) -> TokenIds:
        """Return the ids allowed next; as the last token, a sentence end where a sentence may end."""
        banned = self._banned(self._words)
        dead_ends = self._trie.dead_ends(self._node, self._path, banned)
        word = self._node.word
        if not word or word in banned:
            at_sentence = self._node is self._tries.sentence_start.root
            tokens = self._tries.after_sentence if at_sentence else self._node.next_tokens()
            return _without(tokens, dead_ends)
        if last and word not in UNFINISHED_WORDS:
            return self._tries.ends
        within = self._tries.within
        next_banned = self._banned([*self._words, word])
        dead_starts = within.dead_ends(within.root, (), next_banned)
        return _without(self._tries.allowed_after(self._node), dead_ends | dead_starts)

    def advance(self, token: int) -> None:
        """Follow one written token."""
        self._length += 1
        if token in self._node.children:
            self._path = (*self._path, token)
            self._node = self._node.children[token]
        else:
            self._close_word()
            self._open(token)
        if self._node.word:
            self._whole_words = self._length

    def _open(self, token: int) -> None:
        """Begin what follows a word: a sentence, a part of one, or the next word."""
        if token in self._grammar.ends:
            self._whole_sentences = self._length
            self._trie = self._tries.sentence_start
        else:
            self._trie = self._tries.within
        self._node, self._path = self._trie.root, ()
        if token not in self._grammar.ends and token != self._grammar.comma:
            self._node, self._path = self._node.children[token], (token,)

    def _close_word(self) -> None:
        self._followers.setdefault(tuple(self._words[-2:]), set()).add(self._node.word)
        self._words.append(self._node.word)

    def _banned(self, words: list[str]) -> set[str]:
        """Return the words that may not follow: the last one, and what followed the last two before."""
        return {*words[-1:], *self._followers.get(tuple(words[-2:]), ())}


def _without(tokens: TokenIds, banned: set[int]) -> TokenIds:
    """Return the tokens that are not banned, or all where that would leave none."""
    left = tokens[~np.isin(tokens, list(banned))] if banned else tokens
    return left if len(left) else tokens
