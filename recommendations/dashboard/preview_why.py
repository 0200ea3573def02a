"""Why a product is not in the previewed list, in words, with what would bring it in."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from recommendations.dashboard.preview_settings import PreviewSettings
from recommendations.dashboard.rule_words import names_for, rule_sentence
from recommendations.engine.errors import RequestError
from recommendations.engine.why_not import Stage, Why
from recommendations.models import Rule
from recommendations.selectors.preview import product_titles
from recommendations.selectors.why_not import why_not_shown
from recommendations.sentences import in_words


@dataclass(frozen=True, slots=True)
class WhyNot:
    """The answer, and the remedy ("" where none is needed)."""

    title: str
    text: str
    remedy: str = ""


def why_words(settings: PreviewSettings, locale: str, release_pk: int | None) -> WhyNot | None:
    """Answer the address's question about a product; None where it asks none."""
    if not settings.why:
        return None
    try:
        product, why, made = why_not_shown(settings.request(), settings.why, settings.session)
    except RequestError as error:
        return WhyNot(settings.why, f"{in_words(error.message)}.")
    title = product_titles([product.pk], locale=locale).get(product.pk, product.external_id)
    text, remedy = stage_words(why, len(made.placed), rule_of(why, release_pk, locale))
    return WhyNot(title, text, remedy)


def rule_of(why: Why, release_pk: int | None, locale: str) -> str:
    """Return the rule that did it as a sentence, "" where none did."""
    rule = Rule.objects.filter(release=release_pk, key=why.rule).first() if why.rule else None
    return rule_sentence(rule, names_for([rule], locale=locale)) if rule else ""


def stage_words(why: Why, length: int, rule: str) -> tuple[str, str]:
    """Say where the way ended, and what would bring the product in."""
    pin = _("Pin it, or boost what it belongs to.")
    words = {
        Stage.SHOWN: (_("It is shown, at place %(rank)s.") % {"rank": why.rank}, ""),
        Stage.UNAVAILABLE: (_("It is not available."), _("Mark it as available in the feed or on its page.")),
        Stage.HIDDEN: (_("It is hidden everywhere."), _("Show it again on its page.")),
        Stage.SOLD_OUT: (_("It is sold out."), _("It comes back as soon as there is stock.")),
        Stage.NOT_YET: (_("It is not in the shop at this moment."), _("Look at a later moment.")),
        Stage.NOT_AGAIN: (_("This shopper bought or dismissed it, or the request excludes it."), ""),
        Stage.OTHER_CATEGORY: (_("Another category was asked for."), ""),
        Stage.NOT_RETRIEVED: (_("Nothing in this shopper's history or interests leads to it."), pin),
        Stage.KEPT_OUT: (_("A rule keeps it out: %(rule)s.") % {"rule": rule}, _("Change or switch off that rule.")),
        Stage.LIMITED: (
            _("It would stand at place %(rank)s, but a rule limits its kind: %(rule)s.")
            % {"rank": why.rank, "rule": rule},
            _("Raise the limit."),
        ),
        Stage.RANKED_BELOW: (
            _("It is a candidate, but ranks at %(rank)s and the list has %(n)s.") % {"rank": why.rank, "n": length},
            pin,
        ),
    }
    return words[why.stage]
