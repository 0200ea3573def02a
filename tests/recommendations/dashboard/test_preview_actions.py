"""Pin, hide and undo from the preview."""

import pytest
from django.test import Client

from recommendations.models import Rule
from tests.factories import PlacementFactory, ProductFactory
from tests.staff_pages import client_of

STATE = "shopper=s-1&placement=home"


def act(client: Client, **pressed: str) -> str:
    """Press a button and return the page that follows."""
    response = client.post("/admin/preview/act/", {"state": STATE, **pressed}, follow=True)
    return response.content.decode()


def rules() -> list[tuple[str, str, int | None]]:
    return list(Rule.live.order_by("pk").values_list("kind", "product__external_id", "position"))


@pytest.mark.django_db
class PreviewActionsTests:
    @pytest.fixture(autouse=True)
    def _rows(self) -> None:
        PlacementFactory()
        ProductFactory(external_id="sku-1", texts__title="Trail shoe")

    def test_pin_makes_a_rule_and_offers_to_undo_it(self) -> None:
        client = client_of("merchandiser")

        page = act(client, pin="3:sku-1")

        rule = Rule.live.get()
        assert rules() == [("pin", "sku-1", 3)]
        assert rule.created_by.username == "merchandiser"
        assert "Trail shoe is pinned at place 3." in page
        assert f'name="remove" value="{rule.key}"' in page

    def test_undo_takes_the_pin_back_and_offers_to_pin_again(self) -> None:
        client = client_of("merchandiser")
        act(client, pin="3:sku-1")

        page = act(client, remove=str(Rule.live.get().key))

        assert rules() == []
        assert "Trail shoe is no longer pinned." in page
        assert 'name="pin" value="3:sku-1"' in page

    def test_undo_of_hiding_restores_the_pin_that_was_there(self) -> None:
        client = client_of("merchandiser")
        act(client, pin="2:sku-1")

        page = act(client, hide="sku-1")

        assert rules() == [("hide", "sku-1", None)]
        assert "Trail shoe is hidden in Home page." in page
        assert 'name="pin" value="2:sku-1"' in page

    def test_returns_to_the_same_preview(self) -> None:
        response = client_of("merchandiser").post("/admin/preview/act/", {"state": STATE, "hide": "sku-1"})

        assert response["Location"] == "/admin/preview/?shopper=s-1&placement=home"

    def test_refusal_is_told_and_changes_nothing_when_the_product_is_sold_out(self) -> None:
        ProductFactory(external_id="sku-2", stock=0)

        page = act(client_of("merchandiser"), pin="1:sku-2")

        assert "a pin would show nothing" in page
        assert rules() == []

    @pytest.mark.parametrize("value", ["x:sku-1", "0:sku-1"])
    def test_refusal_is_told_and_changes_nothing_when_the_position_is_wrong(self, value: str) -> None:
        page = act(client_of("merchandiser"), pin=value)

        assert "desk-toast--bad" in page
        assert rules() == []

    def test_unknown_product_is_not_found(self) -> None:
        response = client_of("merchandiser").post("/admin/preview/act/", {"state": STATE, "pin": "1:nothing"})

        assert response.status_code == 404

    def test_request_without_a_button_is_refused(self) -> None:
        assert client_of("merchandiser").post("/admin/preview/act/", {"state": STATE}).status_code == 400

    @pytest.mark.parametrize("role", ["marketer", "analyst", "outsider"])
    def test_others_may_not_and_nothing_changes(self, role: str) -> None:
        response = client_of(role).post("/admin/preview/act/", {"state": STATE, "pin": "1:sku-1"})

        assert response.status_code == 403
        assert rules() == []
