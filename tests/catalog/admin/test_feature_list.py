"""The list of features and its bulk decisions."""

import pytest

from tests.staff_pages import client_of, feature, product

LIST = "/admin/catalog/feature/"


@pytest.mark.django_db
class FeatureListTests:
    @pytest.mark.parametrize(("band", "found"), [("high", ["a"]), ("middle", ["b", "c"]), ("low", ["d"])])
    def test_confidence_filter_keeps_to_its_band(self, band: str, found: list[str]) -> None:
        row = product()
        for name, confidence in (("a", 0.9), ("b", 0.89), ("c", 0.6), ("d", 0.59)):
            feature(row, name=name, confidence=confidence)

        page = client_of("analyst").get(f"{LIST}?confidence={band}")

        assert [shown.name for shown in page.context["cl"].result_list] == found

    @pytest.mark.parametrize(("action", "status"), [("verify", "verified"), ("reject", "rejected")])
    def test_bulk_decides_when_confirmed(self, action: str, status: str) -> None:
        row = product()
        chosen, other = feature(row, name="a"), feature(row, name="b")

        client_of("merchandiser").post(LIST, {"action": action, "_selected_action": [chosen.pk], "confirmed": "1"})

        chosen.refresh_from_db()
        other.refresh_from_db()
        assert (chosen.status, other.status) == (status, "proposed")

    def test_bulk_changes_nothing_when_role_may_not(self) -> None:
        chosen = feature(product())

        client_of("analyst").post(LIST, {"action": "verify", "_selected_action": [chosen.pk], "confirmed": "1"})

        chosen.refresh_from_db()
        assert chosen.status == "proposed"
