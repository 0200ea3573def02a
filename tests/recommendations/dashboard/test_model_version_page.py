"""A model version's page: figures, learning curve, verdict, and the button that puts it into use."""

from datetime import UTC, datetime, timedelta

import pytest
from auditlog.models import LogEntry

from recommendations.models import ItemPopularity, ModelArtefact, ModelVersion
from recommendations.services.training import recommender_train
from tests.factories import InteractionFactory
from tests.staff_pages import client_of

NOW = datetime(2026, 6, 30, tzinfo=UTC)
METRICS = {
    "ndcg_at_10": 0.123, "ndcg_at_10_popularity": 0.082, "hr_at_10": 0.2, "users_judged": 1234.0, "seconds": 80.0,
    "items_with_neighbours": 790, "items_with_popularity": 800, "pairs": 38000,
    "curve": [
        {"epoch": 1, "loss": 5.25, "seconds": 1.0}, {"epoch": 4, "loss": 4.5, "seconds": 4.0, "ndcg_at_10": 0.1},
        {"epoch": 8, "loss": 4.0, "seconds": 8.0, "ndcg_at_10": 0.123},
    ],
}  # fmt: skip


def address(version):
    return f"/admin/recommendations/modelversion/{version.pk}/change/"


def use(version):
    return f"/admin/models/{version.pk}/use/"


@pytest.fixture
def two_versions(db):
    """The one in use, and one before it."""
    InteractionFactory(occurred_at=NOW - timedelta(days=2))
    old = recommender_train(until=NOW - timedelta(days=1))
    InteractionFactory(occurred_at=NOW)
    new = recommender_train(until=NOW)
    old.refresh_from_db()
    return old, new


@pytest.mark.django_db
class ModelVersionPageTests:
    def test_figures_have_units_and_what_they_are_compared_with(self):
        version = ModelVersion.objects.create(version="v7", metrics=METRICS, events=40123)

        page = client_of("analyst").get(address(version)).content.decode()

        accuracy = ("0.123", "popularity 0.082 (+50%)", "1,234 shoppers", "20.0%")
        for words in ("40,123", "38,000 pairs of products", "1 min", *accuracy):
            assert words in page

    def test_learned_weights_are_compared_with_the_given_ones(self):
        blend = {"ndcg_at_10": 0.41, "ndcg_at_10_given": 0.38, "lift": [0.03, 0.01, 0.05], "choices": 1250}
        version = ModelVersion.objects.create(version="v7", metrics=METRICS | {"blend": blend})

        page = client_of("analyst").get(address(version)).content.decode()

        assert "NDCG@10 with the learned weights" in page
        assert "with the weights that recdash brings 0.380; difference 0.010 … 0.050; 1,250 choices" in page

    @pytest.mark.parametrize(
        ("told", "words"),
        [
            (
                {"kind": "warm", "steps": 3, "from": "v6", "full_at": "2026-11-20T01:00:00+00:00"},
                ("warm start", "on from v6, number 3 since the full training of 11/20/2026; 42 s of the processor"),
            ),
            (
                {"kind": "full", "why_full": "due"},
                ("full", "the last full training was too long ago; 42 s of the processor"),
            ),
        ],
    )
    def test_it_is_told_whether_training_went_on_or_started_anew(self, told, words):
        version = ModelVersion.objects.create(
            version="v7", metrics=METRICS | {"training": told | {"processor_seconds": 42}}
        )

        page = client_of("analyst").get(address(version)).content.decode()

        assert all(some in page for some in words)

    def test_weights_of_a_placement_are_shown_with_what_they_are_worth(self):
        learned = {"ndcg_at_10": 0.41, "ndcg_at_10_given": 0.38, "lift": [0.03, 0.01, 0.05], "choices": 412}
        placements = {"basket": learned | {"weights": {"together": 0.6, "price": 0.4}}, "home": learned}
        version = ModelVersion.objects.create(version="v7", metrics=METRICS | {"placements": placements})

        page = client_of("analyst").get(address(version)).content.decode()

        assert "Weights in the placement basket" in page and "Weights in the placement home" in page
        assert "difference 0.010 … 0.050; 412 choices; together 0.60, price 0.40" in page

    def test_learning_curve_is_a_picture_with_title_description_and_table(self):
        version = ModelVersion.objects.create(version="v7", metrics=METRICS)

        page = client_of("analyst").get(address(version)).content.decode()

        assert 'role="img" aria-labelledby="curve-ndcg-title curve-ndcg-desc"' in page
        assert '<title id="curve-ndcg-title">Learning curve of the sequence model</title>' in page
        assert "best 0.123 at epoch 8 of 8" in page
        assert '<th scope="row">8</th><td class="rd-number">0.123</td>' in page
        assert "<title>epoch 1: cross-entropy 5.25</title>" in page

    def test_no_curve_and_no_accuracy_are_shown_when_nothing_was_measured(self):
        version = ModelVersion.objects.create(version="v7")

        page = client_of("analyst").get(address(version)).content.decode()

        assert "rd-chart" not in page
        assert "NDCG@10" not in page

    def test_objection_is_told_when_a_version_was_never_in_use(self):
        version = ModelVersion.objects.create(version="v7", verdict="It knows 3 events.")

        page = client_of("analyst").get(address(version)).content.decode()

        assert "Why it is not in use:</span> It knows 3 events." in page

    @pytest.mark.parametrize(
        ("role", "shown"), [("merchandiser", True), ("administrator", True), ("marketer", False), ("analyst", False)]
    )
    def test_button_is_for_those_who_may(self, role, shown, two_versions):
        page = client_of(role).get(address(two_versions[0])).content.decode()

        assert ("Go back to this version" in page) is shown
        assert (f"Yes, use {two_versions[0]}" in page) is shown

    def test_button_is_absent_when_the_version_is_in_use(self, two_versions):
        assert use(two_versions[1]) not in client_of("merchandiser").get(address(two_versions[1])).content.decode()

    def test_page_says_so_when_the_arrays_are_gone(self, two_versions):
        ModelArtefact.objects.filter(version=two_versions[0]).delete()

        page = client_of("merchandiser").get(address(two_versions[0])).content.decode()

        assert "its arrays are no longer stored" in page
        assert use(two_versions[0]) not in page


@pytest.mark.django_db
class ModelUseTests:
    def test_earlier_version_is_in_use_again_with_name_and_entry(self, two_versions):
        old, new = two_versions

        answer = client_of("merchandiser").post(use(old), follow=True)

        old.refresh_from_db()
        new.refresh_from_db()
        assert (old.active, new.active, old.promoted_by.username) == (True, False, "merchandiser")
        assert old.verdict == "merchandiser put it into use."
        assert ItemPopularity.objects.filter(segment="").count() == 1
        assert f"Version {old} is in use: the next list comes from it." in answer.content.decode()
        entry = LogEntry.objects.get_for_object(old).first()
        assert (entry.actor.username, entry.changes["active"]) == ("merchandiser", ["False", "True"])

    def test_objection_stays_in_the_verdict(self, two_versions):
        old = two_versions[0]
        ModelVersion.objects.filter(pk=old.pk).update(promoted_at=None, verdict="It knows 1 event.")

        client_of("administrator").post(use(old))

        old.refresh_from_db()
        assert old.verdict == "administrator put it into use, although: It knows 1 event."

    def test_nothing_changes_when_the_arrays_are_gone(self, two_versions):
        old, new = two_versions
        ModelArtefact.objects.filter(version=old).delete()

        page = client_of("merchandiser").post(use(old), follow=True).content.decode()

        assert f"The arrays of version {old} are no longer stored: train a new one." in page
        assert list(ModelVersion.objects.filter(active=True)) == [new]

    def test_nothing_changes_when_it_is_in_use_already(self, two_versions):
        new = two_versions[1]

        page = client_of("merchandiser").post(use(new), follow=True).content.decode()

        assert f"Version {new} is in use already." in page
        assert ModelVersion.objects.get(pk=new.pk).verdict == "Nothing spoke against it."

    @pytest.mark.parametrize("role", ["marketer", "analyst", "outsider"])
    def test_others_are_refused(self, role, two_versions):
        assert client_of(role).post(use(two_versions[0])).status_code == 403
        assert list(ModelVersion.objects.filter(active=True)) == [two_versions[1]]

    def test_looking_changes_nothing(self, two_versions):
        assert client_of("merchandiser").get(use(two_versions[0])).status_code == 405


@pytest.mark.django_db
class HomeNeedsTests:
    def home(self, client):
        return client.get("/admin/").content.decode()

    def test_version_that_waits_stands_on_home_with_its_objection(self):
        version = ModelVersion.objects.create(version="v8", verdict="It knows 3 events.")

        page = self.home(client_of("merchandiser"))

        assert "Version v8 was trained, but not put into use" in page
        assert "It knows 3 events." in page
        assert f'href="{address(version)}"' in page

    def test_objection_is_said_in_the_readers_language(self):
        ModelVersion.objects.create(
            version="v8", verdict="It knows 3 events, and the version in use 1,200: was a history lost?"
        )
        client = client_of("merchandiser")
        client.cookies["django_language"] = "de"

        assert "Sie kennt 3 Ereignisse" in self.home(client)

    @pytest.mark.parametrize("values", [{"active": True}, {"promoted_at": NOW}])
    def test_nothing_waits_when_the_latest_is_or_was_in_use(self, values):
        ModelVersion.objects.create(version="v7")
        ModelVersion.objects.create(version="v8", **values)

        assert "not put into use" not in self.home(client_of("merchandiser"))

    def test_who_cannot_decide_is_not_asked(self):
        ModelVersion.objects.create(version="v8")

        assert "not put into use" not in self.home(client_of("analyst"))
