"""What guardrails, workflows, rules and requests say in English, by the forms that pages know in all languages."""

from django.utils.translation import gettext_noop as _

from catalog.sentences import said_again

GATE = (
    _("%(said)s is another brand."),
    _("%(said)s promises more than can be shown."),
    _("%(said)s does not belong into copy."),
    _("%(said)s: the product does not name this %(noun)s."),
    _("%(said)s: the product has no such number."),
    _("%(said)s: the product has this number in another unit."),
    _("%(said)s: the product is not measured in this."),
    _("%(said)s counts something else in the product's texts."),
    _("%(said)s comes %(n)s times."),
    _("%(said)s is said twice."),
    _("The text has %(n)s characters; it needs at least %(least)s."),
    _("The text has %(n)s characters; %(most)s is the most."),
    _("The text has no Japanese letters."),
    _("The text is not Chinese."),
    _("The text holds Chinese or Japanese letters."),
    _("The text reads like %(other)s, not %(own)s."),
    _("Delete it."),
    _("The product has: %(names)s."),
    _("Write %(names)s, or delete it."),
    _("Write it in the language of %(locale)s."),
    _("Say what the product is and whom it suits."),
    _("Shorten it to one or two sentences."),
    _("Use another word."),
    _("Say it once."),
)
NOUNS = (_("material"), _("colour"), _("property"))
WORKFLOW = (
    _("Copy in the state “%(state)s” does not allow “%(action)s”."),
    _("A release that is “%(state)s” does not allow “%(action)s”."),
    _("A release that is “%(state)s” no longer changes: make a new draft from it."),
)
ACTIONS = (
    _("submit"), _("approve"), _("request changes"), _("publish"), _("withdraw"), _("claim"), _("comment"),
    _("schedule"), _("unschedule"), _("roll back"), _("take over"), _("discard"), _("quick"), _("edit"),
)  # fmt: skip
RULES = (
    _("A condition is an object, not %(value)s."),
    _("A condition has one name, not %(n)s: put several into “all”."),
    _("Conditions lie at most %(n)s deep in each other."),
    _("“%(name)s” is not a condition: use %(names)s."),
    _("“attribute” needs a name and values."),
    _("“%(name)s” needs at_least, below, or both."),
    _("“%(name)s” knows no %(names)s."),
    _("“%(name)s”: nothing is at least %(low)s and below %(high)s."),
    _("“%(name)s”: %(value)s is not a number."),
    _("“%(name)s” needs a list that is not empty."),
    _("“%(name)s” needs words."),
    _("An audience is an object, not %(value)s."),
    _("An audience knows no %(names)s."),
    _("“tags” are lists of kind, name and value."),
    _("“visitor” is new or returning."),
    _("“locales” is a list."),
    _("%(value)s is not a number of events."),
)
REQUESTS = (
    _("%(value)s is not a placement of this store: use one of %(names)s"),
    _("is %(n)s: ask for 1 to %(most)s items, or leave it out for the placement's own number"),
    _("%(value)s is not a category of this store: use the short name of one"),
    _("%(value)s is not a release of this store"),
    _("%(value)s is not in the catalog"),
    _("%(value)s fits no shopper: write an interest, a locale or what they did"),
)
VERDICTS = (
    _("Its NDCG@10 lies below that of popularity: %(low)s to %(high)s less."),
    _("It knows %(new)s events, and the version in use %(old)s: was a history lost?"),
    _("Nothing spoke against it."),
    _("%(who)s put it into use, although: %(objection)s"),
    _("%(who)s put it into use."),
    _("Named by a release."),
)
REPLAYS = (_("there is no logged list to replay"),)
KNOWN = (*GATE, *WORKFLOW, *RULES, *REQUESTS, *VERDICTS, *REPLAYS)


def in_words(sentence: str) -> str:
    """Return what the parts without Django said, in the reader's language."""
    return said_again(sentence, KNOWN)
