"""Write prices and shares as the reader's locale does."""

from decimal import Decimal

from babel import Locale, UnknownLocaleError
from babel.numbers import format_currency, format_percent


def format_money(amount: Decimal | float | None, currency: str, locale: str) -> str:
    """Return "129,00 €" for 129 EUR in German, "€129.00" in English; nothing for no amount."""
    if amount is None:
        return ""
    return str(format_currency(amount, currency, locale=_babel_locale(locale)))


def format_share(share: float | None, locale: str) -> str:
    """Return 0.714 as "71%" in English and "71 %" in German; nothing for no share."""
    if share is None:
        return ""
    return str(format_percent(share, locale=_babel_locale(locale)))


def _babel_locale(locale: str) -> Locale:
    try:
        return Locale.parse(locale, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
