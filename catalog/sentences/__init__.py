"""Say in the reader's language what code without Django said in English, or what was stored in it.

Feeds, pictures, rules and guardrails know no Django, and what a worker stores is read by people of all languages. Their
sentences stay English where they are made; a page finds the form of a sentence among those it knows, and says that.
"""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from recdash.lib.sentences import form_of

NAMES = frozenset({"state", "action", "noun"})  # places that hold a word of ours, not of the shop


def said_again(sentence: str, forms: Sequence[str]) -> str:
    """Return the sentence in the reader's language; as it is where no form fits."""
    if not (found := form_of(sentence, forms)):
        return sentence
    form, places = found
    return _(form) % {name: _(value) if name in NAMES else value for name, value in places.items()}
