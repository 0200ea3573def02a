"""One gesture: live at once where the shop likes that, into a draft where it does not."""

import pytest

from recommendations.models import Release, Rule
from recommendations.selectors.releases import release_live
from recommendations.services.release_publish import release_roll_back
from recommendations.services.rules import rule_hide, rule_pin
from tests.factories import PlacementFactory, ProductFactory

pytestmark = pytest.mark.django_db


class QuickRulesTests:
    def test_pin_is_a_release_of_its_own_that_can_be_rolled_back(self, author):
        rule = rule_pin(placement=PlacementFactory(), product=ProductFactory(external_id="p1"), position=1, by=author)

        live = release_live()
        assert (live.number, live.quick, live.author, live.name) == (2, True, author, "Pin p1")
        assert list(Rule.live.all()) == [rule]
        release_roll_back(by=author)
        assert list(Rule.live.all()) == []

    def test_pin_goes_into_a_draft_when_the_shop_wants_review(self, author, settings):
        settings.RECDASH_QUICK_RULES = False

        first = rule_pin(placement=PlacementFactory(), product=ProductFactory(), position=1, by=author)
        second = rule_hide(placement=PlacementFactory(), product=ProductFactory(), by=author)

        assert list(Rule.live.all()) == []
        assert first.release == second.release == Release.objects.get(state="draft", author=author)

    def test_pin_goes_into_the_draft_that_is_named(self, author, draft):
        rule = rule_pin(placement=PlacementFactory(), product=ProductFactory(), position=1, by=author, release=draft)

        assert (rule.release, list(Rule.live.all())) == (draft, [])
