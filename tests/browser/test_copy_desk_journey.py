"""A marketer decides on drafts with the keyboard alone."""

from typing import Any

import pytest

from recommendations.models import Copy
from tests.recommendations.dashboard.copy_rows import UNPROVEN, draft

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def states() -> list[str]:
    return list(Copy.objects.order_by("pk").values_list("state", flat=True))


class CopyDeskJourneyTests:
    def test_approve_edit_and_undo_by_keyboard(self, marketer: Any, log_in: Any) -> None:
        draft(1)
        second = draft(2)
        page = log_in("marketer")
        page.goto("/admin/copy-desk/")

        page.keyboard.press("a")
        page.wait_for_selector("text=Published: A light trail shoe")
        assert states() == ["published", "in_review"]
        assert page.inner_text("#draft-title") == "Trail shoe 2, blue"
        assert page.url.endswith(f"/admin/copy-desk/?copy={second.pk}")

        page.keyboard.press("u")
        page.wait_for_selector("text=Taken back")
        assert states() == ["in_review", "in_review"]

        page.goto(f"/admin/copy-desk/?copy={second.pk}")
        page.keyboard.press("e")
        page.wait_for_selector("#copy-text")
        page.fill("#copy-text", UNPROVEN)
        page.wait_for_selector("#gate .desk-finding--block")
        page.fill("#copy-text", "A light trail shoe in blue.")
        page.wait_for_selector("#gate .desk-clean")
        page.keyboard.press("Control+Enter")
        page.wait_for_selector("text=Saved.")
        second.refresh_from_db()
        assert (second.text, second.author) == ("A light trail shoe in blue.", marketer)

    def test_bulk_asks_before_it_publishes(self, marketer: Any, log_in: Any) -> None:
        for number in range(3):
            draft(number)
        page = log_in("marketer")
        page.goto("/admin/copy-desk/")

        for key in "jxjx":
            page.keyboard.press(key)
        page.click("text=Approve selected")
        page.wait_for_selector("text=Publish 2 texts?")
        assert states() == ["in_review", "in_review", "in_review"]

        page.keyboard.press("a")
        page.wait_for_selector("text=2 texts published.")
        assert states() == ["published", "published", "in_review"]

    def test_fact_and_words_light_up_together(self, marketer: Any, log_in: Any) -> None:
        fact = {"id": "colour:blue", "name": "colour", "value": "blue", "field": "title:en", "evidence": "blue"}
        draft(1, facts=[fact])
        page = log_in("marketer")
        page.goto("/admin/copy-desk/")

        page.hover(".desk-mark--fact")

        assert page.locator(".desk-fact.desk-lit").count() == 1
