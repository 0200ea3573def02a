"""The token that ties a storefront's later events to a list."""

import time

import pytest

from recommendations.selectors.attribution import Attribution, attribution_read, attribution_token


class AttributionTokenTests:
    def test_list_is_read_back_when_the_token_is_ours(self):
        assert attribution_read(attribution_token("r1", "home", "v1")) == Attribution("r1", "home", "v1")

    def test_token_is_equal_when_it_is_made_again_later(self, monkeypatch):
        token = attribution_token("r1", "home", "v1")
        monkeypatch.setattr(time, "time", lambda: 4_000_000_000.0)

        assert attribution_token("r1", "home", "v1") == token
        assert attribution_token("r2", "home", "v1") != token

    def test_token_fits_an_event_when_names_are_as_long_as_they_may_be(self):
        assert len(attribution_token("f" * 32, "p" * 100, "20260630-120000-000000")) <= 300

    @pytest.mark.parametrize("change", ["", "x", ":", "é", "a:b", "{token}x", "x{token}"])
    def test_nothing_is_read_when_the_token_is_not_ours(self, change):
        assert attribution_read(change.format(token=attribution_token("r1", "home", "v1"))) is None
