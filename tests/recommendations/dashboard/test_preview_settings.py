"""The preview's address."""

from django.http import QueryDict

from recommendations.dashboard.preview_settings import PreviewSettings
from recommendations.engine.types import Request


class PreviewSettingsTests:
    def test_address_names_only_what_differs_from_the_defaults(self) -> None:
        settings = PreviewSettings.from_query(QueryDict("shopper=s-1&placement=home&llm=0&rules=1&k="))

        assert settings.query() == "shopper=s-1&placement=home&llm=0"
        assert settings.query(llm=True, anonymous=True, shopper="") == "anonymous=1&placement=home"

    def test_request_carries_every_choice(self) -> None:
        query = "shopper=s-1&placement=home&locale=de&k=5&llm=0&rules=0&personal=0"

        request = PreviewSettings.from_query(QueryDict(query)).request()

        assert request == Request("s-1", "home", 5, "de", personalised=False, use_language_model=False, use_rules=False)

    def test_k_becomes_zero_when_it_is_no_number(self) -> None:
        assert [PreviewSettings(k=k).request().k for k in ("", "ten", "-1", "7")] == [None, 0, 0, 7]

    def test_nobody_is_asked_for_when_anonymous(self) -> None:
        assert PreviewSettings(shopper="s-1", anonymous=True).request().shopper_id is None
