"""What the language model is asked, and which words it may answer with."""

import hashlib
from collections.abc import Sequence

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
    listed = [f"{fact.name}: {fact.value}" for fact in facts if fact.id != "category"][:_MOST_FACTS]
    sentences = usable_sentences(words.description, locale)[:_MOST_SENTENCES]
    category = next((fact.value for fact in facts if fact.id == "category"), "")
    text = "; ".join([words.title, *listed])
    return copy_prompt().render_body(
        title=words.title,
        facts=". ".join([text, *(sentence.rstrip(".") for sentence in sentences)]),
        audience=audience.label or category.lower() or "good things",
    )


def grounding_of(*, words: Words, facts: Sequence[Fact], audience: Audience, locale: str) -> Grounding:
    """Return the words that a text may use: the product's, the audience's, and selling words that claim nothing."""
    sentences = [with_digits(sentence, locale) for sentence in usable_sentences(words.description, locale)]
    values = [fact.value for fact in facts if fact.id != "category"]
    evidence = (words.title, *sentences, *values, audience.label)
    return Grounding(tuple(dict.fromkeys(text for text in evidence if text)), lexicon_for(words.title + audience.key))


def lexicon_for(key: str) -> tuple[str, ...]:
    """Return the selling words of one copy: half of them by turns, so that a page does not repeat "a great choice"."""
    digest = hashlib.sha256(key.encode()).digest()
    return tuple(word for turn, word in enumerate(_SELLING) if word not in BY_TURNS or digest[turn % 32] % 2)


def usable_sentences(description: str, locale: str) -> list[str]:
    """Return the sentences of a description that name no amount of money and nothing that the product is not."""
    return [
        sentence
        for sentence in split_sentences(description)
        if not any(quantity.unit in MONEY for quantity in read_quantities(sentence, locale))
        and not any(mention.negated for kind in KINDS for mention in concept_index(kind, locale).find(sentence))
    ]


def with_digits(sentence: str, locale: str) -> str:
    """Return a sentence with digits for number words: grounding ties digits to what they count."""
    for value, start, end in reversed(read_number_words(sentence, locale)):
        sentence = f"{sentence[:start]}{value}{sentence[end:]}"
    return sentence


def writes_grounded(locale: str) -> bool:
    """Return whether grounded writing knows the small words of the language; it knows English ones."""
    return language_of(locale) == "en"
