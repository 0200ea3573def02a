"""The pages of experiments: wizard, standing, start and end."""

import pytest

from recommendations.models import Experiment, Release
from tests.recommendations.dashboard.measured_days import shopper_days
from tests.staff_pages import ROLES, client_of

pytestmark = pytest.mark.django_db
PAGE = "/admin/experiments/"
ASKED = {
    "name": "Autumn", "treatment": 102, "control": 0, "placement": "", "metric": "click_rate", "minimum_effect": 20,
    "share": 50,
}  # fmt: skip


@pytest.fixture
def traffic():
    Release.objects.create(number=102, name="Autumn", state="approved")
    shopper_days(50, clicks=0)
    shopper_days(50, clicks=2)


def planned(client):
    client.post(f"{PAGE}new/", ASKED)
    return Experiment.objects.get()


class ExperimentPagesTests:
    @pytest.mark.parametrize("role", ROLES)
    def test_list_opens_and_wizard_too_when_role_may(self, role):
        client = client_of(role)

        assert client.get(PAGE).status_code == (403 if role == "outsider" else 200)
        may_plan = role in ("merchandiser", "administrator")
        assert client.get(f"{PAGE}new/").status_code == (200 if may_plan else 403)

    def test_wizard_tells_days_while_it_is_filled_in(self, traffic):
        page = client_of("merchandiser").get(f"{PAGE}new/", ASKED, headers={"HX-Request": "true"}).content.decode()

        assert "<html" not in page
        assert " days" in page
        assert "at 100 a day; now it is 10.00%" in page

    def test_plan_is_written_down_and_started_and_ended(self, traffic):
        client = client_of("merchandiser")
        made = planned(client)
        assert "nobody is in an arm yet" in client.get(f"{PAGE}{made.pk}/").content.decode()

        client.post(f"{PAGE}{made.pk}/start/")
        shopper_days(300, clicks=1, arm="autumn:control")
        shopper_days(150, clicks=3, arm="autumn:treatment")
        shopper_days(150, clicks=1, arm="autumn:treatment")
        page = client.get(f"{PAGE}{made.pk}/").content.decode()

        assert "The new release is ahead in click rate: +10.00% (+100%), 95 %: +" in page
        assert "600 of " in page
        client.post(f"{PAGE}{made.pk}/end/", {"decision": "treatment"})
        ended = Experiment.objects.get()
        assert (ended.state, ended.decision, ended.result["winner"]) == ("ended", "treatment", "treatment")

    def test_error_is_told_beside_its_field(self, traffic):
        page = client_of("merchandiser").post(f"{PAGE}new/", ASKED | {"share": 100, "name": ""}).content.decode()

        assert "less than or equal to 99" in page
        assert "This field is required." in page
        assert not Experiment.objects.exists()

    def test_analyst_reads_and_cannot_start(self, traffic):
        made = planned(client_of("merchandiser"))
        analyst = client_of("analyst")

        assert "Start</button>" not in analyst.get(f"{PAGE}{made.pk}/").content.decode()
        assert analyst.post(f"{PAGE}{made.pk}/start/").status_code == 403
        assert Experiment.objects.get().state == "draft"

    def test_unequal_arms_are_warned_of(self, traffic):
        client = client_of("merchandiser")
        made = planned(client)
        client.post(f"{PAGE}{made.pk}/start/")
        shopper_days(200, arm="autumn:control")
        shopper_days(100, arm="autumn:treatment")

        assert "do not trust the comparison" in client.get(f"{PAGE}{made.pk}/").content.decode()

    def test_file_has_both_arms_and_the_difference(self, traffic):
        client = client_of("merchandiser")
        made = planned(client)
        shopper_days(3, arm="autumn:control")

        lines = client.get(f"{PAGE}{made.pk}.csv").content.decode().splitlines()

        assert lines[0] == "arm,shoppers,figure,value,low,high"
        assert len(lines) == 8
        assert lines[1].startswith("control,3,click_rate,0.1,")
