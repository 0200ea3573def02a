"""Who may open which page of rules, models, keys, ledger, copy and jobs."""

import pytest

from tests.staff_pages import ROLES, client_of

EVERYONE = {"merchandiser": 200, "marketer": 200, "analyst": 200, "administrator": 200, "outsider": 403}
LEDGER = {"merchandiser": 403, "marketer": 403, "analyst": 200, "administrator": 200, "outsider": 403}
KEYS = {"merchandiser": 403, "marketer": 403, "analyst": 403, "administrator": 200, "outsider": 403}
PAGES = {
    "recommendations/placement": EVERYONE,
    "recommendations/rule": EVERYONE,
    "recommendations/modelversion": EVERYONE,
    "recommendations/copy": EVERYONE,
    "recommendations/modelcall": LEDGER,
    "recommendations/apikey": KEYS,
    "jobs": EVERYONE,
}


@pytest.mark.django_db
class RecommendationPagesByRoleTests:
    @pytest.mark.parametrize("role", ROLES)
    @pytest.mark.parametrize("page", PAGES)
    def test_page_opens_when_role_may_see_it(self, page: str, role: str) -> None:
        answer = client_of(role).get(f"/admin/{page}/")

        assert answer.status_code == PAGES[page][role]

    @pytest.mark.parametrize(
        ("role", "status"),
        [("merchandiser", 200), ("administrator", 200), ("marketer", 403), ("analyst", 403), ("outsider", 403)],
    )
    def test_rule_form_opens_when_role_may_make_rules(self, role: str, status: int) -> None:
        answer = client_of(role).get("/admin/recommendations/rule/add/")

        assert answer.status_code == status

    def test_keys_of_the_library_have_no_page(self) -> None:
        answer = client_of("administrator").get("/admin/rest_framework_api_key/apikey/")

        assert answer.status_code == 404
