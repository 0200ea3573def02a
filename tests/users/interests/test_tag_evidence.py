"""The events behind an interest, its words, and whether it was bought once and for all."""

import pytest

from tests.users.interests.interest_cases import BLUE, RED, catalogue, weighed
from users.interests.tags import TagConfig, propose
from users.interests.types import Catalogue

SHOP = catalogue({1: {RED: 1.0}, 2: {RED: 1.0}, 3: {BLUE: 1.0}})


class TagEvidenceTests:
    def test_strongest_events_come_first_when_there_are_several(self):
        rows = [weighed("weak", 1.0), weighed("strong", 4.0), weighed("middle", 2.0, product=2)]

        assert propose(rows, SHOP)[0].evidence == ("strong", "middle", "weak")

    def test_dismissal_is_no_evidence_when_an_interest_outweighs_it(self):
        rows = [weighed("a", 4.0), weighed("b", -1.0, product=2, kind="dismiss")]

        assert propose(rows, SHOP)[0].evidence == ("a",)

    def test_twenty_events_are_kept_when_there_are_more(self):
        rows = [weighed(f"e{n}", 1.0) for n in range(30)]

        assert len(propose(rows, SHOP)[0].evidence) == 20
        assert len(propose(rows, SHOP, TagConfig(most_evidence=3))[0].evidence) == 3

    @pytest.mark.parametrize(("labels", "expected"), [({RED: "red things"}, "red things"), ({}, "red")])
    def test_words_of_the_catalog_are_used_when_it_has_some(self, labels, expected):
        shop = Catalogue(SHOP.features, SHOP.base_rates, labels)

        assert propose([weighed("a", 1.0)], shop)[0].label == expected


class OneOffTests:
    @pytest.mark.parametrize(
        ("rows", "one_off"),
        [
            ([weighed("a", 4.0, kind="purchase")], True),
            ([weighed("a", 4.0, kind="purchase"), weighed("b", 1.0)], True),  # looked at what was bought
            ([weighed("a", 4.0, kind="purchase"), weighed("b", 1.0, product=2)], False),  # and at another one
            ([weighed("a", 4.0, kind="purchase"), weighed("b", 4.0, kind="purchase")], False),  # bought again
            ([weighed("a", 3.0, kind="cart")], False),
        ],
        ids=["bought", "bought and seen", "another seen", "bought twice", "put in cart"],
    )
    def test_interest_is_a_one_off_when_it_is_a_single_purchase(self, rows, one_off):
        assert [tag.one_off for tag in propose(rows, SHOP)] == [one_off]

    def test_consumable_weighs_as_before_when_it_is_bought_again(self):
        other = weighed("c", 4.0, product=3, kind="cart")
        once = [weighed("a", 4.0, kind="purchase"), other]
        again = [weighed("a", 2.0, kind="purchase"), weighed("b", 2.0, kind="purchase"), other]

        weights = [{tag.key: tag.weight for tag in propose(rows, SHOP)}[RED] for rows in (once, again)]

        assert weights == pytest.approx([0.3, 1.0])
