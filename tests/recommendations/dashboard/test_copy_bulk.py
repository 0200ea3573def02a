"""Approving many texts at once."""

import pytest

from recommendations.models import Copy, CopyDecision
from tests.recommendations.dashboard.copy_rows import draft
from tests.staff_pages import client_of
from users.models import User

URL = "/admin/copy-desk/bulk/"
FINDING = {"severity": "warn", "code": "length", "span": [0, 1], "message": "short", "suggestion": ""}


def states() -> list[str]:
    return list(Copy.objects.order_by("pk").values_list("state", flat=True))


@pytest.mark.django_db
class CopyBulkTests:
    def test_asks_first_with_count_and_sample_and_changes_nothing(self) -> None:
        for number in range(6):
            draft(number)
        draft(9, findings=[FINDING])

        page = client_of("marketer").post(URL, {"scope": "clean"}).content.decode()

        assert "Publish 6 texts?" in page
        assert "A sample of 4" in page
        assert set(states()) == {"in_review"}

    def test_publishes_what_was_confirmed(self) -> None:
        picks = [f"{draft(number).pk}:1" for number in range(2)]
        draft(2)

        data = {"scope": "picked", "pick": picks, "confirmed": "1"}
        page = client_of("marketer").post(URL, data, follow=True).content.decode()

        assert states() == ["published", "published", "in_review"]
        assert CopyDecision.objects.filter(action="publish").count() == 2
        assert "2 texts published." in page

    def test_leaves_own_and_changed_texts_and_says_why(self) -> None:
        client = client_of("marketer")
        own = draft(1, author=User.objects.get(username="marketer"))
        changed, good = draft(2, version=3), draft(3)
        picks = [f"{own.pk}:1", f"{changed.pk}:2", f"{good.pk}:1"]

        data = {"scope": "picked", "pick": picks, "confirmed": "1"}
        page = client.post(URL, data, follow=True).content.decode()

        assert states() == ["in_review", "in_review", "published"]
        assert "1 text published." in page
        assert "1 left as they were: You wrote this text last" in page
        assert "1 left as they were: Somebody changed this text" in page

    def test_teaches_when_nothing_is_selected(self) -> None:
        draft(1)

        page = client_of("marketer").post(URL, {"scope": "picked"}).content.decode()

        assert "Nothing is selected" in page

    @pytest.mark.parametrize("role", ["merchandiser", "analyst", "outsider"])
    def test_others_are_refused_and_nothing_changes(self, role: str) -> None:
        copy = draft(1)

        data = {"scope": "picked", "pick": f"{copy.pk}:1", "confirmed": "1"}
        assert client_of(role).post(URL, data).status_code == 403
        assert states() == ["in_review"]
