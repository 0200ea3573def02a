"""The side bar of each role."""

import pytest
from django.test import RequestFactory

from catalog.models import Job
from recommendations.dashboard.navigation import navigation
from recommendations.models import Copy
from tests.staff_pages import product, staff

TUNE = ["Releases", "Rules", "Placements", "Copy history"]
SYSTEM = ["Models", "Evaluation", "AI ledger", "API keys", "Staff", "Changes"]


def groups(role: str) -> dict[str, list[str]]:
    request = RequestFactory().get("/admin/")
    request.user = staff(role)
    return {group["title"]: [item["title"] for item in group["items"]] for group in navigation(request)}


@pytest.mark.django_db
class NavigationTests:
    @pytest.mark.parametrize(
        ("role", "system"),
        [("merchandiser", SYSTEM[:2]), ("marketer", SYSTEM[:2]), ("analyst", SYSTEM[:3]), ("administrator", SYSTEM)],
    )
    def test_items_are_those_the_role_may_open(self, role: str, system: list[str]) -> None:
        shown = groups(role)

        assert list(shown) == ["Today", "Catalog", "Shoppers", "Tune", "Measure", "System"]
        assert (shown["Tune"], shown["System"]) == (TUNE, system)
        assert shown["Measure"] == ["What lists led to", "New products", "Replays", "Experiments"]

    def test_outsider_sees_home_alone(self) -> None:
        assert groups("outsider") == {"Today": ["Home"]}

    def test_badges_count_copy_that_waits_and_jobs_that_run(self) -> None:
        Copy.objects.create(product=product(), locale="en", text="Light.", state="in_review")
        Job.objects.create(kind="embed_products", status="running")
        Job.objects.create(kind="embed_products", status="done")
        request = RequestFactory().get("/admin/")
        request.user = staff("marketer")

        badges = {item["title"]: item.get("badge") for item in navigation(request)[0]["items"]}

        assert badges == {"Home": None, "Preview": None, "Copy desk": 1, "Jobs": 1}
