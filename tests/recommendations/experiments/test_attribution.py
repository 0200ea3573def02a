"""What a day's events are counted as."""

from decimal import Decimal

from recommendations.experiments.attribution import Event, Owner, count_day

HOME = Owner("r1", "home", 3, "autumn:treatment")


def event(kind, product=1, owner=HOME, shopper=7, **values):
    return Event(shopper, product, kind, owner, **values)


class CountDayTests:
    def test_everything_is_counted_where_it_belongs(self):
        events = [
            event("impression", 1), event("impression", 2), event("click", 1), event("cart", 1),
            event("purchase", 1, value=Decimal("19.90")), event("impression", 1, Owner("", "cart")),
        ]  # fmt: skip

        counts = count_day(events, {("r1", "home", 1): 1, ("r1", "home", 2): 2})

        home = counts.shoppers["home", 3, "autumn:treatment", 7]
        assert (home.impressions, home.clicks, home.carts, home.purchases) == (2, 1, 1, 1)
        assert (home.revenue, home.requests) == (Decimal("19.90"), {"r1"})
        assert counts.shoppers["cart", 0, "", 7].impressions == 1
        assert counts.products["home", 3, "", False, 2].impressions == 1
        assert {key: sums.impressions for key, sums in counts.ranks.items()} == {("home", 3, 1): 1, ("home", 3, 2): 1}
        assert dict(counts.lists) == {HOME: [1, 2]}

    def test_what_a_storefront_reports_twice_counts_once_for_a_list(self):
        counts = count_day([event("impression"), event("impression"), event("click"), event("click")], {})

        sums = counts.shoppers["home", 3, "autumn:treatment", 7]
        assert (sums.impressions, sums.clicks) == (1, 1)
        assert counts.lists[HOME] == [1]

    def test_each_purchase_counts(self):
        counts = count_day([event("purchase", value=Decimal(5)), event("purchase", value=None)], {})

        sums = counts.products["home", 3, "", False, 1]
        assert (sums.purchases, sums.revenue) == (2, Decimal(5))

    def test_impressions_without_a_list_are_not_taken_for_repetitions(self):
        slot = Owner("", "home")

        counts = count_day([event("impression", owner=slot), event("impression", owner=slot)], {})

        assert counts.shoppers["home", 0, "", 7].impressions == 2
        assert not counts.lists

    def test_segment_is_kept(self):
        counts = count_day([event("click", locale="de", returning=True)], {})

        assert counts.told == {7: ("de", True)}
        assert list(counts.products) == [("home", 3, "de", True, 1)]
