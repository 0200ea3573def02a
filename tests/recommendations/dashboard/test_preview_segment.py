"""The average list of shoppers who have something in common, and the factors of every card."""

import re

import pytest

from recommendations.dashboard.preview_cards import cards_of
from recommendations.dashboard.preview_lists import lists_of
from recommendations.dashboard.preview_settings import PreviewSettings
from recommendations.models import Placement
from recommendations.selectors.preview import shoppers_matching
from recommendations.selectors.segment_average import segment_of
from tests.factories import (
    InteractionFactory,
    InterestTagFactory,
    ItemNeighbourFactory,
    ItemPopularityFactory,
    PlacementFactory,
    ProductFactory,
    RuleFactory,
    ShopperFactory,
)
from tests.staff_pages import client_of


@pytest.fixture
def _shop(db: None) -> None:
    PlacementFactory()
    products = [ProductFactory(external_id=f"sku-{n}", texts__title=f"Shoe {n}") for n in range(4)]
    for product, score in zip(products, (0.9, 0.7, 0.5, 0.3), strict=True):
        ItemPopularityFactory(product=product, score=score)
    ItemNeighbourFactory(product=products[0], neighbour=products[3], position=1, score=1.0)
    for n in range(10):
        shopper = ShopperFactory(external_id=f"s-{n}", locale="de" if n % 2 else "en", event_count=n)
        InterestTagFactory(shopper=shopper, value="hiking")
        InteractionFactory(shopper=shopper, product=products[0], type="cart" if n < 3 else "view")
    InteractionFactory(shopper=shopper, type="search", query="rain jacket", product=None)
    RuleFactory(kind="boost", product=products[2], placement=Placement.objects.get(key="home"), strength=0.5)


@pytest.mark.usefixtures("_shop")
class PreviewSegmentTests:
    def test_page_says_whose_average_it_is_and_where_an_item_stands(self) -> None:
        page = client_of("merchandiser").get("/admin/preview/?segment=hiking&placement=home").content.decode()

        assert "10 shoppers fit." in page
        assert "Shown is the average of 8 lists" in page
        assert "In 8 of 8 lists" in page
        assert len(re.findall(r'href="\?shopper=s-\d&amp;placement=home"', page)) == 8
        assert "Why not shown?" not in page

    def test_sample_is_the_same_every_time_and_leaves_out_who_opted_out(self) -> None:
        ShopperFactory(external_id="s-out", locale="fr", opted_out=True)

        assert segment_of("hiking") == segment_of("hiking")
        assert len(set(segment_of("hiking").sample)) == 8
        page = client_of("merchandiser").get("/admin/preview/?segment=fr&placement=home").content.decode()
        assert "No list can be shown" in page

    @pytest.mark.parametrize(
        "choice", [{"anonymous": True}, {"shopper": "s-1"}, {"segment": "hiking"}, {"shopper": "nobody"}], ids=str
    )
    def test_factors_of_every_card_add_up_to_its_score(self, choice: dict[str, object]) -> None:
        settings = PreviewSettings(placement="home", events="view:sku-0", **choice)  # type: ignore[arg-type]

        answer = lists_of(settings, locale="en").answer

        cards = cards_of(answer, rules={})
        assert len(cards) == 4
        assert any(factor.name.startswith("rule:") for card in cards for factor in card.factors)
        for card in cards:
            assert sum(factor.contribution for factor in card.factors) == pytest.approx(card.item.score, abs=1e-6)

    def test_search_offers_the_average_of_all_who_fit(self) -> None:
        client = client_of("merchandiser")

        found = client.get("/admin/preview/shoppers/", {"shopper": "hiking de", "state": ""}).content.decode()

        assert "The average of all who fit" in found
        assert "5 shoppers" in found
        assert "segment=hiking+de" in found

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("cart", ["s-0", "s-1", "s-2"]),
            ("cart de", ["s-1"]),
            ("jacket", ["s-9"]),
            ("new", ["s-0"]),
            ("returning cart", ["s-1", "s-2"]),
            ("sku-0 cart", ["s-0", "s-1", "s-2"]),
        ],
    )
    def test_shoppers_are_found_by_what_they_did(self, query: str, expected: list[str]) -> None:
        assert sorted(shopper.external_id for shopper in shoppers_matching(query)) == expected
