"""When a brand is bought out of preference, and when because the shelf holds little else."""

import pytest

from tests.users.interests.interest_cases import TEA, weighed
from users.interests.loyalty import binomial_tail, loyalty, strengthened
from users.interests.tags import propose
from users.interests.types import Catalogue, Loyalty

MUGS = ("category", "category", "mugs")
NORDA, ZETA = ("brand", "brand", "Norda"), ("brand", "brand", "Zeta")


def shop(share: float) -> Catalogue:
    """Product 1 is a tea of Norda, 2 one of Zeta; Norda makes this share of all teas."""
    return Catalogue(
        features={1: {TEA: 1.0, NORDA: 1.0}, 2: {TEA: 1.0, ZETA: 1.0}, 3: {NORDA: 1.0}, 4: {MUGS: 1.0}},
        base_rates={TEA: 0.1, NORDA: 0.1, ZETA: 0.1},
        brand_shares={(TEA, NORDA): share, (TEA, ZETA): 1 - share},
    )


def bought(*products: int) -> list:
    return [weighed(f"e{n}", 4.0, product=product, kind="purchase") for n, product in enumerate(products)]


class LoyaltyTests:
    def test_brand_is_preferred_when_it_is_bought_more_than_its_shelf_would_bring(self):
        assert loyalty(NORDA, bought(1, 1, 2), shop(0.1)) == Loyalty(2, 3)  # P(X ≥ 2) = .028

    def test_brand_is_not_preferred_when_it_makes_most_of_the_category(self):
        assert loyalty(NORDA, bought(1, 1, 2), shop(0.2)) is None  # P(X ≥ 2) = .104

    def test_brand_is_not_preferred_when_one_purchase_or_looks_are_all(self):
        looks = [weighed("a", 1.0, product=1), weighed("b", 1.0, product=1)]

        assert loyalty(NORDA, [*bought(1), *looks], shop(0.01)) is None

    def test_brand_is_not_preferred_when_most_purchases_are_of_others(self):
        assert loyalty(NORDA, bought(1, 1, 2, 2, 2, 2, 2), shop(0.01)) is None

    def test_catalogs_share_counts_when_a_product_has_no_category(self):
        assert loyalty(NORDA, bought(3, 3), shop(0.01)) == Loyalty(2, 2)

    def test_purchases_do_not_count_when_the_brand_is_not_on_that_shelf(self):
        assert loyalty(ZETA, [*bought(2, 2), *bought(4)], shop(0.9)) == Loyalty(2, 2)


class StrengthenedTests:
    def test_tag_weighs_up_to_twice_as_much_when_the_brand_is_preferred(self):
        assert [strengthened(0.5, None), strengthened(0.5, Loyalty(2, 4)), strengthened(0.5, Loyalty(2, 2))] == [
            0.5,
            0.75,
            1.0,
        ]

    def test_tag_says_so_when_the_brand_is_preferred(self):
        tags = {tag.key: tag for tag in propose(bought(1, 1), shop(0.1))}

        assert (tags[NORDA].traits.loyalty, tags[NORDA].weight) == (Loyalty(2, 2), 1.0)
        assert tags[TEA].weight == pytest.approx(1 / (0.8 * 2))


class BinomialTailTests:
    @pytest.mark.parametrize(
        ("at_least", "of", "chance", "tail"),
        [(0, 3, 0.2, 1), (1, 2, 0.5, 0.75), (2, 3, 0.1, 0.028), (3, 3, 1.0, 1), (4, 3, 0.5, 0)],
    )
    def test_tail_is_summed(self, at_least, of, chance, tail):
        assert binomial_tail(at_least, of, chance) == pytest.approx(tail)
