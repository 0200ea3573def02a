"""Who may open which page of shoppers and staff."""

import pytest

from catalog.models import Store
from tests.staff_pages import ROLES, client_of, shopper

EVERYONE = {"merchandiser": 200, "marketer": 200, "analyst": 200, "administrator": 200, "outsider": 403}
ADMINISTRATOR = {"merchandiser": 403, "marketer": 403, "analyst": 403, "administrator": 200, "outsider": 403}
PAGES = {
    "users/shopper": EVERYONE,
    "users/interesttag": EVERYONE,
    "users/user": ADMINISTRATOR,
    "auditlog/logentry": ADMINISTRATOR,
}


@pytest.mark.django_db
class UserPagesByRoleTests:
    @pytest.mark.parametrize("role", ROLES)
    @pytest.mark.parametrize("page", PAGES)
    def test_list_opens_when_role_may_see_it(self, page: str, role: str) -> None:
        answer = client_of(role).get(f"/admin/{page}/")

        assert answer.status_code == PAGES[page][role]

    def test_groups_have_no_page(self) -> None:
        answer = client_of("administrator").get("/admin/auth/group/")

        assert answer.status_code == 404

    def test_shopper_of_another_store_is_not_found(self) -> None:
        foreign = shopper(store=Store.objects.create(slug="other", name="Other"))

        answer = client_of("administrator").get(f"/admin/users/shopper/{foreign.pk}/change/")

        assert answer.status_code == 404
