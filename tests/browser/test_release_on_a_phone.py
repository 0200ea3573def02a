"""A release on a phone, at night: rules can be read, and what a flow does is shown before it is saved."""

from typing import Any

import pytest

from recommendations.models import Flow
from recommendations.services.releases import release_begin
from tests.factories import ItemPopularityFactory, RuleFactory, ShopperFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTH = 390


class ReleaseOnAPhoneTests:
    @pytest.fixture(autouse=True)
    def _draft(self, merchandiser: Any) -> None:
        ItemPopularityFactory()
        ShopperFactory()
        RuleFactory(product__texts__title="Cacao Norte Slow Sunday Green Tea, 125g")
        self.draft = release_begin(by=merchandiser, name="Autumn")

    def open(self, log_in: Any) -> Any:
        page = log_in("merchandiser", width=WIDTH)
        page.emulate_media(color_scheme="dark")
        page.goto(f"/admin/releases/{self.draft.number}/")
        return page

    def test_rule_stands_above_its_buttons(self, log_in: Any) -> None:
        page = self.open(log_in)
        rule = page.locator(".desk-need", has_text="Cacao Norte").first

        text, button = rule.locator(".desk-need__text").bounding_box(), rule.locator("[name=drop]").bounding_box()

        assert text["y"] + text["height"] <= button["y"]
        assert page.evaluate("document.documentElement.scrollWidth") == WIDTH

    def test_dates_are_dark_in_the_dark(self, log_in: Any) -> None:
        field = self.open(log_in).locator("input[type=date]").first

        assert field.evaluate("field => getComputedStyle(field).colorScheme") == "dark"

    def test_effect_is_shown_and_nothing_is_saved(self, log_in: Any) -> None:
        page = self.open(log_in)
        flow = page.locator(".release-flow").first
        flow.locator("summary").click()
        flow.locator("[name$=k]").first.fill("3")
        flow.locator("[name$=k]").first.press("Tab")
        page.wait_for_selector(".release-effect")

        assert not Flow.objects.filter(release=self.draft, k=3).exists()
