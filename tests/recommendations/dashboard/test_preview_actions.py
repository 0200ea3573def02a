"""Pin, hide and undo from the preview."""

import pytest
from django.test import Client

from catalog.models import Product
from recommendations.models import Placement, Rule
from tests.factories import PlacementFactory, ProductFactory, RuleFactory
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

    def test_boost_makes_a_rule_and_offers_to_undo_it(self) -> None:
        page = act(client_of("merchandiser"), boost="sku-1")

        rule = Rule.live.get()
        assert (rule.kind, rule.product.external_id, rule.strength, rule.placements) == (
            "boost",
            "sku-1",
            0.5,
            ["home"],
        )
        assert "Trail shoe is boosted in Home page." in page
        assert f'name="remove" value="{rule.key}"' in page

    def test_undo_of_burying_restores_the_boost_that_was_there(self) -> None:
        client = client_of("merchandiser")
        act(client, boost="sku-1")

        page = act(client, bury="sku-1")

        assert rules() == [("bury", "sku-1", None)]
        assert "Trail shoe is buried in Home page." in page
        assert 'name="boost" value="sku-1"' in page

    def test_undo_of_a_boost_takes_it_back_and_leaves_the_pin(self) -> None:
        client = client_of("merchandiser")
        act(client, pin="1:sku-1")
        act(client, boost="sku-1")
        assert sorted(rules()) == [("boost", "sku-1", None), ("pin", "sku-1", 1)]

        page = act(client, remove=str(Rule.live.get(kind="boost").key))

        assert rules() == [("pin", "sku-1", 1)]
        assert "Trail shoe is no longer boosted." in page

    def test_boost_for_some_shoppers_stays_when_the_product_is_buried_for_all(self) -> None:
        product = Product.objects.get(external_id="sku-1")
        values = {"position": None, "strength": 0.2, "audience": {"visitor": "new"}}
        RuleFactory(kind="boost", product=product, placement=Placement.objects.get(key="home"), **values)

        act(client_of("merchandiser"), bury="sku-1")

        assert sorted(rules()) == [("boost", "sku-1", None), ("bury", "sku-1", None)]

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
