"""The page of replays: started by whoever may, and honest about what is not known."""

import pytest

from recommendations.models import Release, ReplayRun, ServedList
from recommendations.services.replay import replay_run
from tests.factories import PlacementFactory, ProductFactory, ShopperFactory
from tests.staff_pages import NOW, ROLES, client_of

pytestmark = pytest.mark.django_db
PAGE = "/admin/replays/"
FOUND = {
    "lists": 1200, "shoppers": 300, "live": 0.5, "draft": 0.55, "known_share": 0.8, "same_share": 0.6, "explored": 240,
    "change": {"value": 0.05, "low": 0.01, "high": 0.09},
}  # fmt: skip


def run(**values):
    asked = {"release": 7, "placement": "home", "status": "done", "result": FOUND}
    return ReplayRun.objects.create(**(asked | values))


class ReplayPageTests:
    @pytest.mark.parametrize("role", ROLES)
    def test_page_opens_and_form_too_when_role_may(self, role):
        answer = client_of(role).get(PAGE)

        assert answer.status_code == (403 if role == "outsider" else 200)
        if role != "outsider":
            assert "Nothing was replayed yet" in answer.content.decode()
            assert (answer.context["form"] is not None) == (role in ("merchandiser", "administrator"))

    def test_start_makes_a_run(self):
        PlacementFactory()
        Release.objects.create(number=107, name="Autumn")
        asked = {"release": 107, "placement": "home", "days": 7}

        assert client_of("analyst").post(f"{PAGE}start/", asked).status_code == 403
        client_of("merchandiser").post(f"{PAGE}start/", asked)

        made = ReplayRun.objects.get()
        assert (made.release, made.placement, made.status, made.created_by.username) == (
            107, "home", "running", "merchandiser",
        )  # fmt: skip

    def test_what_is_not_there_cannot_be_replayed(self):
        client_of("merchandiser").post(f"{PAGE}start/", {"release": 999, "placement": "home", "days": 7})

        assert not ReplayRun.objects.exists()

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ((0.05, 0.01, 0.09), "More clicks are to be expected: +10.0% (95 %: +2.0% … +18.0%)."),
            ((-0.05, -0.09, -0.01), "Fewer clicks are to be expected: -10.0% (95 %: -18.0% … -2.0%)."),
            ((0.01, -0.03, 0.05), "No change in clicks is shown: +2.0% (95 %: -6.0% … +10.0%)."),
        ],
    )
    def test_verdict_follows_the_interval(self, change, words):
        run(result=FOUND | {"change": dict(zip(("value", "low", "high"), change, strict=True))})

        assert client_of("analyst").get(PAGE).context["shown"][0].verdict == words

    def test_what_is_not_known_is_told(self):
        run(result=FOUND | {"explored": 0})

        page = client_of("analyst").get(PAGE).content.decode()

        assert "Not known: 20% of the places" in page
        assert "No place was explored" in page

    def test_page_asks_again_while_one_runs(self):
        run(status="running", result={}, done=40, total=200)

        page = client_of("analyst").get(PAGE).content.decode()

        assert "40 of 200 lists" in page
        assert 'hx-trigger="every 3s"' in page

    def test_run_without_a_log_says_why(self):
        made = run(status="running", result={})

        replay_run(pk=made.pk, now=NOW)

        assert "Nothing could be replayed: there is no logged list" in client_of("analyst").get(PAGE).content.decode()

    def test_run_keeps_what_was_found(self):
        PlacementFactory()
        Release.objects.create(number=107, name="Autumn")
        product = ProductFactory()
        ServedList.objects.create(
            request_id="r", placement="home", shopper=ShopperFactory(), served_at=NOW, items=[product.pk]
        )
        made = run(status="running", result={}, release=107)

        replay_run(pk=made.pk, now=NOW.replace(hour=13))

        made.refresh_from_db()
        assert (made.status, made.done, made.total) == ("done", 1, 1)
        assert made.result["same_share"] == 1.0
