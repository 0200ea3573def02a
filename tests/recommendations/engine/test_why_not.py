"""Which stage dropped an item."""

import pytest

from recommendations.engine.pipeline import Listing, listing
from recommendations.engine.types import Profile
from recommendations.engine.why_not import Facts, Stage, Why, why_not
from tests.recommendations.engine.engine_cases import RuleSet, inputs
from tests.recommendations.engine.test_pipeline import POPULAR, popular


def made(**rules) -> Listing:
    return listing(inputs(popular(4, 5, 6), Profile(), POPULAR, RuleSet(**rules)), 2)


class WhyNotTests:
    @pytest.mark.parametrize(
        ("facts", "stage"),
        [
            (Facts(9, available=False, hidden=True), Stage.UNAVAILABLE),
            (Facts(9, hidden=True), Stage.HIDDEN),
            (Facts(9, sold_out=True), Stage.SOLD_OUT),
            (Facts(9, not_yet=True), Stage.NOT_YET),
            (Facts(9, excluded=True), Stage.NOT_AGAIN),
            (Facts(9, in_category=False), Stage.OTHER_CATEGORY),
            (Facts(9), Stage.NOT_RETRIEVED),
        ],
        ids=str,
    )
    def test_stage_before_ranking_is_told_when_it_dropped_the_item(self, facts, stage):
        assert why_not(facts, made()) == Why(stage)

    def test_rank_is_told_when_others_stand_before_it(self):
        assert why_not(Facts(6), made()) == Why(Stage.RANKED_BELOW, 3)

    def test_rule_is_told_when_it_hides_the_item(self):
        assert why_not(Facts(4), made(hidden={4: 77})) == Why(Stage.KEPT_OUT, rule=77)

    def test_place_is_told_when_the_item_is_shown(self):
        assert why_not(Facts(5), made()) == Why(Stage.SHOWN, 2)

    def test_limit_is_told_when_it_passed_the_item_over(self):
        dropped = Listing(made().placed, order=(4, 6, 5), limited={6: 50})

        assert why_not(Facts(6), dropped) == Why(Stage.LIMITED, 2, 50)
