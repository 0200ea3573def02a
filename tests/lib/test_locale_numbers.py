"""Prices and shares in the reader's notation."""

import pytest

from recdash.lib.locale_numbers import format_money, format_share


class FormatMoneyTests:
    @pytest.mark.parametrize(
        ("amount", "currency", "locale", "written"),
        [
            (129, "EUR", "en", "€129.00"),
            (1290.5, "EUR", "de", "1.290,50\xa0€"),
            (1290, "JPY", "ja", "￥1,290"),
            (129, "EUR", "zh-hans", "€129.00"),
            (129, "EUR", "not a locale", "€129.00"),
            (None, "EUR", "en", ""),
        ],
    )
    def test_amount_is_written_as_the_locale_does(
        self, amount: float | None, currency: str, locale: str, written: str
    ) -> None:
        assert format_money(amount, currency, locale) == written


class FormatShareTests:
    @pytest.mark.parametrize(
        ("share", "locale", "written"), [(0.714, "en", "71%"), (0.714, "de", "71\xa0%"), (None, "en", "")]
    )
    def test_share_is_written_as_the_locale_does(self, share: float | None, locale: str, written: str) -> None:
        assert format_share(share, locale) == written
