"""From a tuned draft over review to the storefront, and back; with pictures of each step."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from recommendations.models import Release
from tests.browser.axe import serious_findings
from tests.factories import ItemPopularityFactory, ProductFactory, StaffRoleFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def shot(page: Any, name: str) -> None:
    """Keep a picture where the environment names a folder for them."""
    folder = os.environ.get("RECDASH_ARTEFACTS", "")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(folder) / f"release-{name}.png"), full_page=True)


class ReleaseJourneyTests:
    @pytest.fixture(autouse=True)
    def _rows(self, merchandiser: Any) -> None:
        StaffRoleFactory(user=UserFactory(username="reviewer"), role="merchandiser")
        for number, score in [(1, 0.9), (2, 0.8), (3, 0.7)]:
            product = ProductFactory(
                external_id=f"sku-{number}", brand=f"Brand {number}", texts__title=f"Shoe {number}"
            )
            ItemPopularityFactory(product=product, score=score)

    def ask(self, key: str) -> tuple[int, list[str]]:
        address = "/api/v1/shoppers/s-1/recommendations/?placement=home"
        body = json.loads(Client().get(address, headers={"Authorization": f"Api-Key {key}"}).content)
        return body["release"], [item["product_id"] for item in body["items"]]

    def test_draft_is_tuned_reviewed_published_and_rolled_back(self, log_in: Any, api_key: Any) -> None:
        key = api_key("recommend:read")
        page = log_in("merchandiser")
        page.goto("/admin/releases/")
        page.fill("#release-name", "Autumn")
        page.click('button:has-text("New draft")')
        number = Release.objects.get(name="Autumn").number
        page.click('a:has-text("New rule")')
        page.select_option("[name=kind]", "hide")
        page.fill("[name=brands]", "Brand 1")
        page.wait_for_selector("text=1 product of 3")
        shot(page, "1-rule")
        page.click('button.rd-button--primary:has-text("Save")')
        page.wait_for_selector("text=Hide products of the brand Brand 1 everywhere")
        page.click('a:has-text("See it in the preview")')
        page.wait_for_selector("text=0 in, 1 out, 2 moved")
        shot(page, "2-preview")
        assert serious_findings(page) == []
        page.goto(f"/admin/releases/{number}/")
        assert serious_findings(page) == []
        page.click('button:has-text("Send for review")')
        page.wait_for_selector("text=Sent for review.")
        assert self.ask(key) == (1, ["sku-1", "sku-2", "sku-3"])

        other = log_in("reviewer")
        other.goto("/admin/")
        other.click("text=Release “Autumn” waits for review >> xpath=ancestor::li >> text=Open")
        other.click("button[name=approve]")
        other.wait_for_selector("text=Approved. It goes live")
        shot(other, "3-approved")
        other.click("button[name=publish]")
        other.wait_for_selector("text=Published: every list")
        assert self.ask(key) == (number, ["sku-2", "sku-3"])

        other.click("button[name=roll_back]")
        other.wait_for_selector("text=Live again:")
        shot(other, "4-rolled-back")
        assert self.ask(key) == (1, ["sku-1", "sku-2", "sku-3"])

    def test_rules_are_reordered_by_keyboard_and_pages_fit_a_narrow_screen(
        self, log_in: Any, merchandiser: Any
    ) -> None:
        from recommendations.selectors.releases import rules_by_key
        from recommendations.services.releases import release_begin
        from recommendations.services.rule_edits import rule_add

        draft = release_begin(by=merchandiser, name="Autumn")
        for strength in (0.1, 0.2):
            values = {"kind": "boost", "strength": strength, "placements": ["home"]}
            rule_add(release_id=draft.pk, by=merchandiser, values=values)
        before = list(rules_by_key(draft))
        page = log_in("merchandiser", width=390)
        page.goto(f"/admin/releases/{draft.number}/")
        page.focus("[data-reorder] > [data-key] >> nth=1")

        page.keyboard.press("Alt+ArrowUp")
        page.wait_for_selector("text=Moved.")

        assert list(rules_by_key(draft)) == before[::-1]
        for address in (f"/admin/releases/{draft.number}/", "/admin/releases/"):
            page.goto(address)
            assert page.evaluate("document.documentElement.scrollWidth") == 390
