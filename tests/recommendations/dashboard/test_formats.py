"""Numbers as staff read them."""

import pytest
from django.utils import translation

from recommendations.dashboard.formats import number, percent


class NumberTests:
    @pytest.mark.parametrize(("language", "words"), [("en", "1,234.6"), ("de", "1.234,6"), ("fr", "1\u202f234,6")])
    def test_signs_are_those_of_the_reader(self, language, words):
        with translation.override(language):
            assert number(1234.56, 1) == words

    def test_zero_has_no_sign_when_a_small_loss_is_rounded(self):
        assert number(-0.04, 1) == "0.0"
        assert number(-0.06, 1) == "-0.1"


class PercentTests:
    @pytest.mark.parametrize(("language", "words"), [("en", "7.3%"), ("de", "7,3\xa0%")])
    def test_space_before_the_sign_is_that_of_the_reader(self, language, words):
        with translation.override(language):
            assert percent(0.073, 1).replace("\u202f", "\xa0") == words
