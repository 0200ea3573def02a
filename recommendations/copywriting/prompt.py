"""What the language model is asked, and which words it may answer with."""

import hashlib
from collections.abc import Sequence

from recdash.lib.text import is_number, split_words
from recdash.llm.function_words import SELLING_WORDS
from recdash.llm.prompts import Prompt, load_prompt
from recdash.llm.types import Grounding
from recommendations.copywriting.audiences import Audience
from recommendations.copywriting.english import BY_TURNS, LOOSE
from recommendations.copywriting.locales import language_of
from recommendations.copywriting.number_words import read_number_words
from recommendations.copywriting.quantities import read_quantities
from recommendations.copywriting.sentences import split_sentences
from recommendations.copywriting.types import Fact, Words
from recommendations.copywriting.vocabulary import KINDS, concept_index

_MOST_FACTS = 6
_MOST_SENTENCES = 2
_SELLING = tuple(word for word in SELLING_WORDS if word not in LOOSE)
MONEY = frozenset({"euro", "dollar", "gbp", "yen"})


def copy_prompt() -> Prompt:
    """Return the versioned prompt of copy."""
    return load_prompt("copy_blurb")


def render_prompt(*, words: Words, facts: Sequence[Fact], audience: Audience, locale: str) -> str:
    """Return the part of the prompt that differs from product to product."""
    listed = [f"{fact.name}: {fact.value}" for fact in facts if _is_told(fact)][:_MOST_FACTS]
    sentences = told_sentences(words, audience, locale)
    category = next((fact.value for fact in facts if fact.id == "category"), "")
    text = "; ".join([words.title, *listed])
    return copy_prompt().render_body(
        title=words.title,
        facts=". ".join([text, *(sentence.rstrip(".") for sentence in sentences)]),
        audience=audience.label or category.lower() or "good things",
    )


def grounding_of(*, words: Words, facts: Sequence[Fact], audience: Audience, locale: str) -> Grounding:
    """Return the words that a text may use: the product's, the audience's, and selling words that claim nothing."""
    sentences = [without_number_words(sentence, locale) for sentence in told_sentences(words, audience, locale)]
    values = [fact.value for fact in facts if _is_told(fact)]
    evidence = (words.title, *sentences, *values, audience.label)
    return Grounding(tuple(dict.fromkeys(text for text in evidence if text)), lexicon_for(words.title + audience.key))


def lexicon_for(key: str) -> tuple[str, ...]:
    """Return the selling words of one copy: half of them by turns, so that a page does not repeat "a great choice"."""
    digest = hashlib.sha256(key.encode()).digest()
    return tuple(word for turn, word in enumerate(_SELLING) if word not in BY_TURNS or digest[turn % 32] % 2)


def _is_told(fact: Fact) -> bool:
    """Leave out the category, and measures: a small model makes "380 g of tailwind" of them."""
    return fact.id != "category" and not any(map(is_number, split_words(fact.value)))


def usable_sentences(description: str, locale: str) -> list[str]:
    """Return the sentences of a description that name no amount of money and nothing that the product is not."""
    return [
        sentence
        for sentence in split_sentences(description)
        if not any(quantity.unit in MONEY for quantity in read_quantities(sentence, locale))
        and not any(mention.negated for kind in KINDS for mention in concept_index(kind, locale).find(sentence))
    ]


def told_sentences(words: Words, audience: Audience, locale: str) -> list[str]:
    """Return the few sentences that the model reads and draws its words from: more would lead it astray."""
    return order_sentences(words.description, audience=audience, locale=locale)[:_MOST_SENTENCES]


def order_sentences(description: str, *, audience: Audience, locale: str) -> list[str]:
    """Return the usable sentences, those about the audience's interest first, then as they stand."""
    interest = f"{audience.key.partition(':')[2]} {audience.label}"
    wanted, stems = concepts_of(interest, "en"), {word[:5].casefold() for word in split_words(interest)}
    return sorted(
        usable_sentences(description, locale),
        key=lambda sentence: (
            not wanted & concepts_of(sentence, locale),
            not stems & {word[:5].casefold() for word in split_words(sentence)},
        ),
    )


def concepts_of(text: str, locale: str) -> frozenset[tuple[str, bool]]:
    """Return the materials, colours and claims that a text names, each as (concept, negated)."""
    return frozenset().union(*(concept_index(kind, locale).said_in([text]) for kind in KINDS))


def without_number_words(sentence: str, locale: str) -> str:
    """Return a sentence without "two" or "three": as words like any other they would come to count something else."""
    for _, start, end in reversed(read_number_words(sentence, locale)):
        sentence = sentence[:start] + sentence[end:]
    return sentence


def writes_grounded(locale: str) -> bool:
    """Return whether grounded writing knows the small words of the language; it knows English ones."""
    return language_of(locale) == "en"
