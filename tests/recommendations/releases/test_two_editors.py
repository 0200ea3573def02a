"""Two people work at once: nothing is lost, and who comes second is told."""

import pytest

from recommendations.models import Rule
from recommendations.releasing.errors import Conflict, LiveMovedOn
from recommendations.selectors.releases import release_live, rules_by_key
from recommendations.services.release_publish import release_publish, release_take_over
from recommendations.services.release_workflow import release_approve, release_submit
from recommendations.services.rule_edits import rule_add, rule_change, rules_order
from recommendations.services.rules import rule_hide, rule_pin
from tests.factories import PlacementFactory, ProductFactory, RuleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def rule(draft, author):
    return rule_add(release_id=draft.pk, by=author, values={"kind": "boost", "strength": 0.5, "note": "Sale"})


def publish(release, author, reviewer):
    release_submit(release_id=release.pk, by=author)
    release_approve(release_id=release.pk, by=reviewer)
    return release_publish(release_id=release.pk, by=author)


class RuleChangeTests:
    def test_second_editor_is_told_who_changed_what_and_nothing_is_overwritten(self, rule, author, reviewer):
        rule_change(rule_id=rule.pk, by=author, expected_version=1, values={"strength": 0.7})

        with pytest.raises(Conflict, match="merchandiser changed this rule") as refused:
            rule_change(rule_id=rule.pk, by=reviewer, expected_version=1, values={"strength": 0.9})

        assert (refused.value.who, refused.value.theirs["strength"]) == ("merchandiser", 0.7)
        assert Rule.objects.get(pk=rule.pk).strength == 0.7

    def test_edits_of_different_rules_both_stand(self, draft, rule, author, reviewer):
        other = rule_add(release_id=draft.pk, by=author, values={"kind": "bury", "strength": 0.1})

        rule_change(rule_id=rule.pk, by=author, expected_version=1, values={"strength": 0.7})
        rule_change(rule_id=other.pk, by=reviewer, expected_version=1, values={"strength": 0.2})

        assert dict(Rule.objects.values_list("kind", "strength")) == {"boost": 0.7, "bury": 0.2}

    def test_order_among_named_rules_changes_and_others_keep_their_places(self, draft, author):
        made = [
            rule_add(release_id=draft.pk, by=author, values={"kind": "boost", "strength": n / 10}) for n in range(1, 5)
        ]
        keys = [rule.key for rule in made]

        rules_order(release_id=draft.pk, by=author, keys=[keys[3], keys[0]])

        assert list(rules_by_key(draft)) == [keys[3], keys[1], keys[2], keys[0]]


class LiveMovesOnTests:
    def test_quick_pin_comes_along_when_a_draft_from_before_is_published(self, draft, author, reviewer):
        product = ProductFactory(external_id="sku-1")
        rule_pin(placement=PlacementFactory(), product=product, position=2, by=reviewer)
        rule_add(release_id=draft.pk, by=author, values={"kind": "boost", "strength": 0.5})

        publish(draft, author, reviewer)

        assert sorted(Rule.live.values_list("kind", flat=True)) == ["boost", "pin"]

    def test_publishing_waits_when_both_changed_the_same_rule(self, author, reviewer, django_user_model):
        from recommendations.services.releases import release_begin

        live = RuleFactory(position=1)
        draft = release_begin(by=author)
        mine = rules_by_key(draft)[live.key]
        rule_change(rule_id=mine.pk, by=author, expected_version=None, values={"position": 5})
        rule_hide(placement=PlacementFactory(), product=live.product, by=reviewer)

        with pytest.raises(LiveMovedOn):
            publish(draft, author, reviewer)

        assert list(Rule.live.values_list("kind", flat=True)) == ["hide"]
        release_take_over(release_id=draft.pk, by=author, keep_mine=True)
        draft.refresh_from_db()
        assert (draft.base, draft.state) == (release_live(), "in_review")
        assert sorted(rule.kind for rule in rules_by_key(draft).values()) == ["hide", "pin"]
