"""Figures as the reader's language writes them."""

from decimal import Decimal

from babel import Locale, UnknownLocaleError
from babel.numbers import format_currency, format_decimal, format_percent
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

Number = int | float | Decimal
SPACED_SIGN = "\u00a0%"  # how German and French patterns end


def reader_locale() -> Locale:
    """Return the staff member's locale; English where Babel does not know the language."""
    try:
        return Locale.parse(to_locale(get_language() or "en"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def whole_money(amount: Number, currency: str) -> str:
    """Write a sum of money without its cents."""
    locale = reader_locale()
    pattern = locale.currency_formats["standard"].pattern.replace(".00", "")
    return format_currency(amount, currency or "EUR", format=pattern, locale=locale, currency_digits=False)


def number(value: Number, digits: int = 0) -> str:
    rounded = round(float(value), digits) + 0.0  # a zero has no sign
    return format_decimal(rounded, format="#,##0" + _places(digits), locale=reader_locale())


def percent(share: Number, digits: int = 0) -> str:
    """Write a share of 1 in percent."""
    locale = reader_locale()
    sign = SPACED_SIGN if locale.percent_formats[None].pattern.endswith(SPACED_SIGN) else "%"
    return format_percent(share, format="#,##0" + _places(digits) + sign, locale=locale)


def interval_label() -> str:
    """Name the column of intervals."""
    # xgettext:no-python-format
    return _("95 % interval")


def _places(digits: int) -> str:
    return "." + "0" * digits if digits else ""
