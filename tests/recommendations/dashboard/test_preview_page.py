"""The preview: choosing a shopper, the list with reasons, and what may go wrong."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from recommendations.models import Placement
from tests.factories import (
    InteractionFactory,
    InterestTagFactory,
    ItemPopularityFactory,
    PlacementFactory,
    ProductFactory,
    RuleFactory,
    ShopperFactory,
    UserFactory,
)
from tests.staff_pages import NOW, client_of

HTMX = {"hx-request": "true"}


def page(role: str = "merchandiser", query: str = "", **extra: object) -> str:
    return client_of(role).get(f"/admin/preview/?{query}", **extra).content.decode()


def popular(number: int, score: float = 0.5, **values: object) -> None:
    ItemPopularityFactory(product=ProductFactory(external_id=f"sku-{number}", **values), score=score)


@pytest.mark.django_db
class PreviewPageTests:
    def test_card_shows_title_price_stock_reason_score_and_factor(self) -> None:
        popular(1, texts__title="Trail shoe", brand="Norda", price="129.00", stock=3)

        shown = page(query="anonymous=1&placement=home")

        for words in ("Trail shoe", "Norda", "€129.00", "only 3 left", "Popularity", "Pin here", "1 product"):
            assert words in shown

    def test_product_without_factors_is_said_to_fill_the_list_unless_a_rule_placed_it(self) -> None:
        ProductFactory(external_id="sku-1", created_at=NOW - timedelta(days=400))
        pinned = ProductFactory(external_id="sku-2", created_at=NOW - timedelta(days=400))
        client = client_of("merchandiser")
        filled = client.get("/admin/preview/?anonymous=1&placement=home").content.decode()
        RuleFactory(product=pinned, placement=Placement.objects.get(key="home"), position=1)

        ruled = client.get("/admin/preview/?anonymous=1&placement=home").content.decode()

        assert [page.count("Fills the list: nothing known speaks for it.") for page in (filled, ruled)] == [2, 1]
        assert ["Placed by a rule" in page for page in (filled, ruled)] == [False, True]

    def test_title_is_in_the_chosen_locale(self) -> None:
        popular(1, texts={"en": ("Trail shoe", ""), "de": ("Laufschuh", "")})

        assert "Laufschuh" in page(query="anonymous=1&locale=de")

    def test_opens_with_the_liveliest_shopper_and_their_interests(self) -> None:
        ShopperFactory(external_id="s-quiet", event_count=1, last_seen_at=NOW)
        lively = ShopperFactory(external_id="s-lively", event_count=40, last_seen_at=NOW)
        InterestTagFactory(shopper=lively, value="hiking", weight=0.8, evidence=["e1", "e2"])
        InterestTagFactory(shopper=lively, value="secret", status="hidden")
        InteractionFactory(shopper=lively, type="search", query="rain jacket", product=None)

        shown = page()

        assert 'id="who-title">s-lively<' in shown
        assert "hiking" in shown
        assert "2 events" in shown
        assert "“rain jacket”" in shown
        assert "secret" not in shown

    def test_unknown_shopper_gets_suggestions_and_the_cold_start_list(self) -> None:
        popular(1)
        InterestTagFactory(shopper=ShopperFactory(external_id="s-7"), value="hiking")

        shown = page(query="shopper=hiking")

        assert "cold start: nothing is known of this shopper" in shown
        assert "Did you mean" in shown
        assert "shopper=s-7" in shown

    def test_error_is_told_in_words_when_k_is_out_of_range(self) -> None:
        shown = page(query="k=0&anonymous=1")

        assert "No list can be shown" in shown
        assert "k is 0: ask for 1 to 100 items" in shown

    def test_error_is_told_in_words_when_the_placement_is_unknown(self) -> None:
        assert "No list can be shown" in page(query="placement=nowhere&anonymous=1")

    def test_empty_state_when_nothing_can_be_shown(self) -> None:
        assert "No product can be recommended" in page(query="anonymous=1")

    def test_pinned_item_links_to_its_rule_and_says_who(self) -> None:
        popular(1, texts__title="Trail shoe")
        product = ProductFactory(external_id="sku-9", texts__title="Down jacket")
        by = UserFactory(username="mira")
        rule = RuleFactory(placement=PlacementFactory(), position=1, product=product, created_by=by)

        shown = page(query="anonymous=1&placement=home")

        assert f"/admin/recommendations/rule/{rule.pk}/change/" in shown
        assert "pinned at 1 · mira" in shown
        assert shown.index("Down jacket") < shown.index("Trail shoe")

    def test_rules_are_left_out_when_switched_off(self) -> None:
        product = ProductFactory(texts__title="Down jacket")
        popular(1)
        RuleFactory(placement=PlacementFactory(), position=1, product=product)

        assert "pinned at 1" not in page(query="anonymous=1&placement=home&rules=0")

    def test_dead_pin_is_named(self) -> None:
        product = ProductFactory(stock=0, texts__title="Down jacket")
        RuleFactory(placement=PlacementFactory(), position=1, product=product)

        assert "The pin of Down jacket is dead" in page(query="anonymous=1&placement=home")

    def test_htmx_gets_the_part_and_the_address_to_show(self) -> None:
        response = client_of("analyst").get("/admin/preview/?anonymous=1&k=&placement=home", headers=HTMX)

        assert "<html" not in response.content.decode()
        assert response["HX-Push-Url"] == "/admin/preview/?anonymous=1&placement=home"

    @pytest.mark.parametrize(
        ("role", "may"), [("merchandiser", True), ("administrator", True), ("analyst", False), ("marketer", False)]
    )
    def test_buttons_follow_the_role(self, role: str, may: bool) -> None:
        popular(1)

        shown = page(role, "anonymous=1")

        assert ("Pin here" in shown) is may
        assert ("Your role may look here" in shown) is not may

    def test_outsider_is_refused_and_stranger_sent_to_login(self) -> None:
        assert client_of("outsider").get("/admin/preview/").status_code == 403
        assert Client().get("/admin/preview/")["Location"].startswith("/admin/login/")

    def test_queries_do_not_grow_with_the_list(self) -> None:
        client, shopper = client_of("merchandiser"), ShopperFactory(external_id="s-1")
        PlacementFactory()

        def queries(rows: range) -> int:
            for number in rows:
                popular(number)
                InterestTagFactory(shopper=shopper, value=f"tag {number}")
                InteractionFactory(shopper=shopper)
            with CaptureQueriesContext(connection) as seen:
                client.get("/admin/preview/?shopper=s-1&placement=home&k=50")
            return len(seen)

        client.get("/admin/preview/?shopper=s-1")
        few = queries(range(2))

        assert queries(range(2, 20)) == few


@pytest.mark.django_db
class ShopperSearchTests:
    def search(self, typed: str, state: str = "") -> str:
        data = {"shopper": typed, "state": state}
        return client_of("merchandiser").get("/admin/preview/shoppers/", data).content.decode()

    def test_finds_by_id_interest_and_locale_together(self) -> None:
        for number, locale, interest in [(1, "de", "hiking"), (2, "en", "hiking"), (3, "de", "tea")]:
            shopper = ShopperFactory(external_id=f"s-{number}", locale=locale)
            InterestTagFactory(shopper=shopper, value=interest)

        found = self.search("hiking de", "placement=home")

        assert "shopper=s-1&amp;placement=home" in found
        assert "s-2" not in found
        assert "s-3" not in found

    def test_offers_the_liveliest_when_nothing_was_typed_yet(self) -> None:
        ShopperFactory(external_id="s-1", event_count=3)
        ShopperFactory(external_id="s-2", event_count=9)

        found = self.search("s-1", "shopper=s-1")

        assert found.index("s-2") < found.index('rd-strong">s-1')

    def test_teaches_when_nobody_fits(self) -> None:
        assert "No shopper fits “zzz”" in self.search("zzz")
