"""Staff and their roles."""

import pytest

from catalog.models import Store
from tests.staff_pages import client_of, staff
from users.models import StaffRole, User

LIST = "/admin/users/user/"


def form(user: User, **values: str) -> dict[str, str]:
    inline = {
        "roles-TOTAL_FORMS": "1",
        "roles-INITIAL_FORMS": "0",
        "roles-MIN_NUM_FORMS": "0",
        "roles-MAX_NUM_FORMS": "9",
    }
    return {"username": user.username, "is_active": "on", "roles-0-user": str(user.pk)} | inline | values


@pytest.mark.django_db
class StaffAdminTests:
    def test_administrator_gives_a_role_of_this_store(self) -> None:
        newcomer = staff("outsider")

        client_of("administrator").post(f"{LIST}{newcomer.pk}/change/", form(newcomer, **{"roles-0-role": "marketer"}))

        role = StaffRole.objects.get(user=newcomer)
        assert (role.role, role.store_id) == ("marketer", 1)

    def test_administrator_cannot_touch_a_superuser(self) -> None:
        chief = User.objects.create(username="chief", is_staff=True, is_superuser=True)

        answer = client_of("administrator").post(f"{LIST}{chief.pk}/change/", form(chief, first_name="Mallory"))

        chief.refresh_from_db()
        assert (answer.status_code, chief.first_name) == (403, "")

    def test_administrator_cannot_set_the_password_of_a_superuser(self) -> None:
        chief = User.objects.create(username="chief", is_staff=True, is_superuser=True)

        answer = client_of("administrator").post(f"{LIST}{chief.pk}/password/", {"password1": "a", "password2": "a"})

        assert answer.status_code == 403

    def test_staff_of_another_store_alone_are_not_listed(self) -> None:
        stranger = User.objects.create(username="stranger", is_staff=True)
        StaffRole.objects.create(user=stranger, role="marketer", store=Store.objects.create(slug="other", name="Other"))

        page = client_of("administrator").get(LIST)

        assert [row.username for row in page.context["cl"].result_list] == ["administrator"]

    def test_new_member_may_enter_the_staff_pages(self) -> None:
        sent = {
            "username": "nina",
            "usable_password": "true",
            "password1": "walrus-42-tea",
            "password2": "walrus-42-tea",
        }
        inline = {"roles-TOTAL_FORMS": "0", "roles-INITIAL_FORMS": "0"}

        client_of("administrator").post(f"{LIST}add/", sent | inline)

        nina = User.objects.get(username="nina")
        assert (nina.is_staff, nina.is_superuser, nina.check_password("walrus-42-tea")) == (True, False, True)
