"""How values look on every staff page: prices, shares, states, times."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django import template
from django.contrib.humanize.templatetags.humanize import naturaltime
from django.utils.formats import number_format
from django.utils.timezone import is_aware, localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.selectors.shelf import picture_address
from catalog.sentences import said_again
from catalog.sentences.feed_forms import FEED_FORMS, PICTURE_FORMS
from recdash.lib.locale_numbers import format_money, format_share

register = template.Library()
register.filter("picture_address", picture_address)

# state → tone of its tag; every state of every model stands here once
TONES = {
    "done": "ok", "verified": "ok", "published": "ok", "in_stock": "ok", "extracted": "ok", "in_use": "ok",
    "running": "info", "in_review": "info", "pin": "info", "queued": "info", "outdated": "info",
    "approved": "accent", "generated": "accent", "pinned": "ok",
    "proposed": "warn", "needs_changes": "warn", "few_left": "warn", "stopped": "warn", "not_extracted": "warn",
    "one_off": "warn",
    "failed": "bad", "rejected": "bad", "sold_out": "bad", "block": "bad", "hide": "bad", "revoked": "bad",
}  # fmt: skip


@register.filter
def refusal(message: str) -> str:
    """Say in the reader's language why a row of a feed, or a picture, was refused."""
    return said_again(message, FEED_FORMS + PICTURE_FORMS)


@register.filter
def tone(state: Any) -> str:
    """Return ok, info, accent, warn, bad or quiet."""
    return TONES.get(str(state), "quiet")


@register.simple_tag
def money(amount: Decimal | float | None, currency: str) -> str:
    return format_money(amount, currency, get_language() or "en")


@register.filter
def percent(share: float | None) -> str:
    return format_share(share, get_language() or "en")


@register.filter
def hundredths(share: float | None) -> int:
    """Return a share as a whole number from 0 to 100, for machines."""
    return round(min(max(share or 0.0, 0.0), 1.0) * 100)


@register.filter
def absolute(number: int) -> int:
    return abs(number)


@register.filter
def width(share: float | None) -> str:
    """Return a share as a CSS percentage, whatever decimal point the locale has."""
    return f"{min(max(share or 0.0, 0.0), 1.0) * 100:.1f}%"


@register.filter
def ago(moment: datetime | None) -> str:
    """Return "3 minutes ago", which `naturaltime` gives; nothing for no moment."""
    if moment is None:
        return ""
    return str(naturaltime(localtime(moment) if is_aware(moment) else moment))


@register.filter
def duration(seconds: float | None) -> str:
    """Return a length of time as "42 s", "3 min" or "1 h 12 min"."""
    if seconds is None:
        return ""
    if seconds < 60:
        return f"{round(seconds)} s"
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


@register.filter
def pace(per_second: float) -> str:
    """Return a rate as "3.3 a second", or by the minute or hour where it would be less than one."""
    units = ((1, _("%(n)s a second")), (60, _("%(n)s a minute")), (3600, _("%(n)s an hour")))
    rates = [(per_second * seconds, words) for seconds, words in units]
    rate, words = next((pair for pair in rates if pair[0] >= 1), rates[-1])
    return words % {"n": number_format(round(rate, 1), decimal_pos=1, force_grouping=True)}
