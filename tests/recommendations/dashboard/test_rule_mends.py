"""Flaws of rules on their page and on the home page, each with the click that mends it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from recommendations.models import Release, Rule, RuleDay
from recommendations.selectors.releases import release_live
from tests.factories import RuleFactory
from tests.staff_pages import client_of

pytestmark = pytest.mark.django_db
MEND = "/admin/releases/rules/mend/one/"


@pytest.fixture
def expired():
    return RuleFactory(ends_at=timezone.now() - timedelta(days=1))


def live_rules():
    return list(Rule.live.values_list("key", "enabled"))


class MendTests:
    def test_rule_is_removed_at_once(self, expired):
        response = client_of("merchandiser").post(MEND, {"mend": f"remove:{expired.key}"})

        assert response["Location"] == "/admin/releases/rules/mend/"
        assert live_rules() == []

    def test_rule_is_ended_and_stays_to_be_read(self, expired):
        client_of("merchandiser").post(MEND, {"mend": f"end:{expired.key}"})

        assert live_rules() == [(expired.key, False)]
        assert Rule.live.get().version == expired.version + 1

    def test_extension_goes_into_a_draft(self, expired):
        client = client_of("merchandiser")
        client.post(MEND, {"mend": f"extend:{expired.key}"})

        draft = Release.objects.get(state="draft")
        assert Rule.live.get().ends_at == expired.ends_at
        assert Rule.objects.get(release=draft).ends_at > timezone.now() + timedelta(days=6)
        assert "Extended by a week in" in client.get("/admin/releases/rules/mend/").content.decode()

    def test_analyst_only_reads(self, expired):
        client = client_of("analyst")

        assert client.post(MEND, {"mend": f"remove:{expired.key}"}).status_code == 403
        assert 'name="mend"' not in client.get("/admin/releases/rules/mend/").content.decode()
        assert 'name="mend"' not in client.get("/admin/").content.decode()

    def test_unknown_rule_is_not_found(self):
        assert client_of("merchandiser").post(MEND, {"mend": "remove:x"}).status_code == 404

    def test_home_mends_in_a_click(self, expired):
        client = client_of("merchandiser")
        page = client.get("/admin/").content.decode()
        assert "1 expired rule" in page
        assert f'value="extend:{expired.key}"' in page

        response = client.post(MEND, {"mend": f"remove:{expired.key}", "from": "home"})

        assert response["Location"] == "/admin/"
        assert "Taken out in" in client.get("/admin/").content.decode()

    def test_loss_is_told_with_its_interval_and_what_it_cannot_know(self):
        rule = RuleFactory()
        for key, money in ((rule.key, 10), (0, 40)):
            for ago in range(1, 11):
                RuleDay.objects.create(
                    day=timezone.now().date() - timedelta(days=ago), placement="home", rule=key, rank=1,
                    impressions=500, revenue=money,
                )  # fmt: skip

        page = client_of("merchandiser").get("/admin/releases/rules/mend/").content.decode()

        assert "It earns €20 per thousand times shown, the automatic list €80 in the same places: -€60" in page
        assert "(-€60 to -€60; 10 days)" in page
        assert "An experiment tells for sure." in page
        assert page.index(f'value="end:{rule.key}"') < page.index(f'value="remove:{rule.key}"')
        assert release_live().number == 1
