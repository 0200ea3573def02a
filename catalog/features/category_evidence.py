"""Find the words of a product's texts that show its category."""

import re
from collections.abc import Sequence

from catalog.features.category import shop_texts
from catalog.features.folding import LATIN, fold
from catalog.features.leaf_words import leaf_names, name_words
from catalog.features.phrases import phrase_pattern
from catalog.features.types import FEED_CATEGORY, FieldText, Leaf, ProductTexts, Span
from catalog.features.words import text_words
from recdash.llm.types import TextEncoder

_WORD = re.compile(rf"[{LATIN}0-9][{LATIN}0-9'’&-]{{0,40}}|[\u3040-\u30ff\u3400-\u9fff]{{1,12}}")
_LONGEST = 3  # words
_READ_WORDS = 24


def evidence_spans(
    products: Sequence[ProductTexts], leaves: Sequence[Leaf | None], encoder: TextEncoder
) -> list[Span | None]:
    """Return, per product, the span that names its leaf: in the feed's path, else a name, a word, or the like of it."""
    pairs = list(zip(products, leaves, strict=True))
    spans = [_fed(product, leaf) or _named(product, leaf) if leaf else None for product, leaf in pairs]
    open_rows = [row for row, span in enumerate(spans) if span is None and leaves[row] is not None]
    for row, span in zip(open_rows, _nearest([(products[r], leaves[r]) for r in open_rows], encoder), strict=True):
        spans[row] = span
    return spans


def _fed(product: ProductTexts, leaf: Leaf) -> Span | None:
    """Return the last name of the feed's path, where that is what put the product there."""
    path = next((text.text for text in product.fields if text.field == FEED_CATEGORY), "")
    if product.leaf_key != leaf.key or not path:
        return None
    return Span(FEED_CATEGORY, len(path) - len(path.rpartition(" > ")[2]), len(path))


def _named(product: ProductTexts, leaf: Leaf) -> Span | None:
    texts = shop_texts(product)
    for text in texts:
        pattern = _names_pattern(leaf, text.language)
        match = pattern.search(fold(text.text, text.language)) if pattern else None
        if match is not None and match.end() > match.start():
            return Span(text.field, match.start(), match.end())
    for text in texts:
        wanted = frozenset().union(*(words for words, _ in name_words(leaf, text.language)))
        for match in _WORD.finditer(text.text):
            shared = text_words(match[0], text.language) & wanted
            if shared:
                return _narrowed(text, match, wanted)
    return None


def _names_pattern(leaf: Leaf, language: str) -> re.Pattern[str] | None:
    """Return the pattern of a leaf's whole names, also without a plural s, for texts folded in the language."""
    names = {part.strip() for name in leaf_names(leaf, language) for part in re.split(r"[&,/、]", name)}
    names |= {re.sub(r"(?<=\w{3})s$", "", name) for name in names}
    patterns = [phrase_pattern(name, language) for name in sorted(names, key=len, reverse=True) if name]
    return re.compile("|".join(patterns)) if patterns else None


def _narrowed(text: FieldText, match: re.Match[str], wanted: frozenset[str]) -> Span:
    """Return a matched word, or of a run of signs without spaces the part that is in the leaf's name."""
    if re.match(f"[{LATIN}0-9]", match[0]):
        return Span(text.field, match.start(), match.end())
    pieces = [piece for piece in wanted if piece in match[0]]
    start = min(match[0].index(piece) for piece in pieces)
    end = max(match[0].index(piece) + len(piece) for piece in pieces)
    return Span(text.field, match.start() + start, match.start() + end)


def _nearest(pairs: Sequence[tuple[ProductTexts, Leaf | None]], encoder: TextEncoder) -> list[Span | None]:
    """Return per product the one to three words of its first text nearest in meaning to the leaf's name."""
    options = [_phrases(shop_texts(product)[0]) if leaf and shop_texts(product) else [] for product, leaf in pairs]
    vectors = encoder.encode([phrase for some in options for phrase, _ in some])
    names = encoder.encode([leaf.name if leaf else "" for _, leaf in pairs])
    spans: list[Span | None] = []
    first = 0
    for some, name in zip(options, names, strict=True):
        similarity = vectors[first : first + len(some)] @ name
        first += len(some)
        best = int(similarity.argmax()) if len(some) else -1
        spans.append(some[best][1] if best >= 0 else None)
    return spans


def _phrases(text: FieldText) -> list[tuple[str, Span]]:
    words = list(_WORD.finditer(text.text))[:_READ_WORDS]
    phrases = []
    for length in range(1, _LONGEST + 1):
        for group in (words[start : start + length] for start in range(len(words) - length + 1)):
            span = Span(text.field, group[0].start(), group[-1].end())
            phrases.append((text.text[span.start : span.end], span))
    return phrases
