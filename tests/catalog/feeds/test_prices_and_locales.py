"""Prices, currencies and locales as feeds write them."""

from decimal import Decimal
from typing import Any

import pytest

from catalog.feeds.errors import FieldError
from catalog.feeds.locales import parse_locale
from catalog.feeds.money import parse_price, split_money


class ParsePriceTests:
    @pytest.mark.parametrize(
        ("raw", "expected"),
        [
            (None, None),
            (" ", None),
            (0, "0.00"),
            (4.99, "4.99"),
            (9.995, "10.00"),
            (Decimal("3"), "3.00"),
            ("$12.00", "12.00"),
            ("12,50 €", "12.50"),
            ("1.234,50", "1234.50"),
            ("1,234.5", "1234.50"),
            ("1,234,567", "1234567.00"),
            ("1.234.567,8", "1234567.80"),
            ("1'299.00", "1299.00"),
            ("1 299,00", "1299.00"),
            (".5", "0.50"),
            ("1.234", "1.23"),
        ],
    )
    def test_gives_cents_when_the_price_is_clear(self, raw: Any, expected: str | None) -> None:
        assert parse_price("price", raw) == (None if expected is None else Decimal(expected))

    @pytest.mark.parametrize(
        ("raw", "reason"),
        [
            (-1, "is negative"),
            ("-0,01", "is negative"),
            (float("nan"), "is not a price"),
            (float("inf"), "is not a price"),
            ("1e5", "is not a price"),
            ("free", "is not a price"),
            ("1,23,4", "is not a price"),
            ("1.2.3", "is not a price"),
            ("1.234,567,890", "is not a price"),
            (True, "is not a price"),
            ([5], "is not a price"),
            (10_000_000, "is above 9,999,999.99"),
            (10**4000, "is above 9,999,999.99"),
            ("1,234", "may mean thousands or decimals"),
        ],
    )
    def test_refuses_when_the_price_is_not_clear(self, raw: Any, reason: str) -> None:
        with pytest.raises(FieldError) as caught:
            parse_price("price", raw)

        assert caught.value.field == "price"
        assert reason in caught.value.message

    def test_splits_amount_and_currency_when_both_are_written(self) -> None:
        assert split_money("12.00 EUR") == ("12.00", "EUR")
        assert split_money("12.00EUR") == ("12.00", "EUR")
        assert split_money(" 12.00 ") == ("12.00", "")
        assert split_money("") == ("", "")


class ParseLocaleTests:
    @pytest.mark.parametrize(
        ("raw", "expected"),
        [
            ("en", "en"),
            ("en_US", "en-us"),
            ("pt-BR", "pt-br"),
            ("zh", "zh-hans"),
            ("zh-CN", "zh-hans"),
            ("zh_Hans_CN", "zh-hans"),
            ("zh-TW", "zh-hant"),
            ("es-419", "es-419"),
            ("sr-Latn-RS", "sr-latn-rs"),
        ],
    )
    def test_writes_lower_case_bcp47_when_the_syntax_is_right(self, raw: str, expected: str) -> None:
        assert parse_locale("locale", raw) == expected

    @pytest.mark.parametrize("raw", ["", "e", "english", "en-", "en--us", "e1", "en us", None, 7])
    def test_refuses_when_the_syntax_is_not_a_locales(self, raw: Any) -> None:
        with pytest.raises(FieldError, match="is not a locale: write for example en, pt-BR or zh-Hans"):
            parse_locale("locale", raw)
