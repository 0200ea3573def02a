"""What is chosen together with a shopper's latest products."""

import pytest

from recommendations.adapters.scope import Recent
from tests.factories import ItemNeighbourFactory, ProductFactory
from tests.recommendations.adapters.adapter_cases import candidates, scope, told

pytestmark = pytest.mark.django_db


def scores(at, *products) -> list[tuple[float, str]]:
    return told(candidates(at, [product.pk for product in products]), "together", *products)


class TogetherScoreTests:
    def test_scores_add_up_and_the_strongest_has_one_when_several_products_are_recent(self):
        latest, before, strong, weak = ProductFactory.create_batch(4)
        for seen, other, score in ((latest, strong, 0.4), (before, strong, 0.8), (latest, weak, 0.2)):
            ItemNeighbourFactory(product=seen, neighbour=other, score=score)
        recent = [Recent(latest.pk, 1.0), Recent(before.pk, 0.75)]

        found = scores(scope(recent=recent), strong, weak, latest)

        assert found == [
            (1.0, f"product:{before.pk}"),  # .4 · 1 + .8 · .75 = 1, of which the second is the larger part
            (pytest.approx(0.2), f"product:{latest.pk}"),
            (0.0, ""),
        ]

    def test_strongest_of_the_candidates_has_one_when_a_stronger_one_is_none(self):
        seen, strong, weak = ProductFactory.create_batch(3)
        ItemNeighbourFactory(product=seen, neighbour=strong, score=0.9)
        ItemNeighbourFactory(product=seen, neighbour=weak, score=0.1)

        assert scores(scope(recent=[Recent(seen.pk, 1.0)]), weak) == [(1.0, f"product:{seen.pk}")]

    def test_lower_key_is_named_when_two_products_tell_equally_much(self):
        first, second, other = ProductFactory.create_batch(3)
        for seen in (second, first):
            ItemNeighbourFactory(product=seen, neighbour=other, score=0.5)
        recent = [Recent(second.pk, 1.0), Recent(first.pk, 1.0)]

        assert scores(scope(recent=recent), other) == [(1.0, f"product:{first.pk}")]

    def test_nothing_counts_when_nothing_is_recent(self):
        other = ItemNeighbourFactory().neighbour

        assert scores(scope(), other) == [(0.0, "")]

    def test_nothing_counts_when_agreement_is_zero(self):
        row = ItemNeighbourFactory(score=0.0)

        assert scores(scope(recent=[Recent(row.product_id, 1.0)]), row.neighbour) == [(0.0, "")]
