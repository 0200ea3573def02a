"""The clocks of new products."""

from datetime import timedelta

import pytest
from django.utils import timezone

from recommendations.models import Placement
from recommendations.selectors.new_items import new_item_clocks
from tests.factories import InteractionFactory, ItemPopularityFactory, PlacementFactory, ProductFactory, RuleFactory
from tests.staff_pages import client_of


def came(number: int, days: float, **values: object):
    at = timezone.now() - timedelta(days=days)
    return ProductFactory(external_id=f"sku-{number}", texts__title=f"Shoe {number}", created_at=at, **values)


def shown(product, hours: float, type: str = "impression") -> None:
    InteractionFactory(product=product, type=type, occurred_at=product.created_at + timedelta(hours=hours))


@pytest.mark.django_db
class NewItemClocksTests:
    def test_clock_runs_to_the_first_impression_and_who_waits_longest_stands_first(self) -> None:
        old, fast, slow, first, second = came(1, 15), came(2, 3), came(3, 2), came(4, 5), came(5, 1)
        for product, hours in ((old, 1), (fast, 4), (fast, 2), (slow, 6)):
            shown(product, hours)
        shown(first, 1, type="view")

        clocks = new_item_clocks(now=timezone.now())

        assert [(row.product.external_id, row.seconds) for row in clocks.rows] == [
            ("sku-4", None),
            ("sku-5", None),
            ("sku-3", 6 * 3600.0),
            ("sku-2", 2 * 3600.0),
        ]
        assert (clocks.of, clocks.typical_seconds) == (4, 4 * 3600.0)
        assert [row.product for row in clocks.waiting] == [first, second]

    def test_product_that_was_shown_before_it_is_known_here_did_not_wait(self) -> None:
        shown(came(1, 2), -5)

        assert [row.seconds for row in new_item_clocks(now=timezone.now()).rows] == [0.0]


@pytest.mark.django_db
class NewItemsPageTests:
    def page(self, query: str = "") -> str:
        return client_of("analyst").get(f"/admin/new-items/{query}").content.decode()

    def test_each_says_how_long_it_took_or_why_it_waits(self) -> None:
        home = PlacementFactory()
        shown(came(1, 3), 2)
        came(2, 3, stock=0)
        hidden = came(3, 2)
        came(4, 1)
        RuleFactory(kind="hide", product=hidden, placement=home, position=None)

        page = self.page()

        for words in (
            "3 new products wait to be shown",
            "Typically 2 h 0 min until the first impression",
            "after 2 h 0 min",
            "It is sold out.",
            "A rule keeps it out: ",
            "Somebody new would see it at place 1",
            "anonymous=1&amp;placement=home&amp;why=sku-2",
        ):
            assert words in page
        assert page.index("Shoe 2") < page.index("Shoe 3") < page.index("Shoe 4") < page.index("Shoe 1")

    def test_why_is_told_of_the_chosen_placement(self) -> None:
        PlacementFactory()
        other = Placement.objects.create(key="strip", name="Strip", k=1)
        ItemPopularityFactory(product=came(1, 400), score=0.9)
        came(2, 1)
        RuleFactory(product=came(3, 400), placement=other, position=1)

        client = client_of("analyst")
        pages = [client.get(f"/admin/new-items/?placement={key}").content.decode() for key in ("strip", "home")]

        assert "but ranks at 2 and the list has 1." in pages[0]
        assert "Somebody new would see it at place" in pages[1]

    def test_empty_state_teaches(self) -> None:
        assert "Nothing new in the last two weeks" in self.page()

    def test_outsider_is_refused(self) -> None:
        assert client_of("outsider").get("/admin/new-items/").status_code == 403
