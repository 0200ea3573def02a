"""Read prices and currencies as feeds write them."""

import re
from decimal import ROUND_HALF_UP, Decimal

from catalog.feeds.errors import FieldError

MAX_PRICE = Decimal("9999999.99")
CENT = Decimal("0.01")
AMOUNT = re.compile(r"-?[0-9][0-9.,'\u00a0\u202f ]*|-?\.[0-9]+")
DECORATION = re.compile(r"^[$€£¥₹₩]\s*|\s*[$€£¥₹₩]$")
MONEY = re.compile(r"(?P<amount>.*?)\s*(?P<currency>[A-Za-z]{3})", re.DOTALL)
CURRENCY_CODES = """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD
    CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ
    GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR
    LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN
    PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB
    TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG
"""
CURRENCIES = frozenset(CURRENCY_CODES.split())


def parse_price(field: str, raw: object) -> Decimal | None:
    """Return a price rounded to cents, None for an empty value.

    Raises FieldError for a price that is negative, not finite, above MAX_PRICE or ambiguous (`1,234`).
    """
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    value = _decimal(field, raw)
    if not value.is_finite():
        raise FieldError(field, f"{raw!r} is not a price: write a number such as 12.50")
    if value < 0:
        raise FieldError(field, f"{raw!r:.40} is negative: write the price the shopper pays, or leave it empty")
    if value > MAX_PRICE:
        raise FieldError(field, f"{raw!s:.20} is above {MAX_PRICE:,}: check the decimal separator")
    return value.quantize(CENT, rounding=ROUND_HALF_UP)


def parse_currency(field: str, raw: object, *, default: str) -> str:
    """Return an ISO 4217 code, `default` for an empty value. Raises FieldError for any other value."""
    if raw is None or raw == "":
        return default
    code = raw.strip().upper() if isinstance(raw, str) else ""
    if code not in CURRENCIES:
        raise FieldError(field, f"{raw!r:.40} is not an ISO 4217 currency code: write for example EUR or USD")
    return code


def split_money(text: str) -> tuple[str, str]:
    """Split `12.00 EUR` into amount and currency; the currency is empty where none is written."""
    match = MONEY.fullmatch(text.strip())
    return (match["amount"], match["currency"]) if match else (text.strip(), "")


def _decimal(field: str, raw: object) -> Decimal:
    if isinstance(raw, int | float | Decimal) and not isinstance(raw, bool):
        return Decimal(str(raw)) if isinstance(raw, float) else Decimal(raw)
    text = DECORATION.sub("", raw.strip()) if isinstance(raw, str) else ""
    if AMOUNT.fullmatch(text) is None:
        raise FieldError(field, f"{raw!r:.40} is not a price: write a number such as 12.50")
    return Decimal(_with_decimal_point(field, re.sub(r"['\u00a0\u202f ]", "", text)))


def _with_decimal_point(field: str, text: str) -> str:
    """Write `1.234,50`, `1,234.50` and `12,5` with one point; refuse what could mean either."""
    last = max(text.rfind("."), text.rfind(","))
    separators = text.count(".") + text.count(",")
    digits_after = len(text) - last - 1
    repeated = text.count(text[last]) > 1
    if separators == 0 or (separators == 1 and text[last] == "."):
        return text
    if repeated and (digits_after != 3 or text.count(text[last]) != separators):
        raise FieldError(field, f"{text:.40} is not a price: write a number such as 12.50")
    if separators == 1 and digits_after == 3:
        raise FieldError(field, f"{text:.40} may mean thousands or decimals: write 1234.00 or 1.23")
    if repeated:
        return text.replace(text[last], "")
    return re.sub("[.,]", "", text[:last]) + "." + text[last + 1 :]
