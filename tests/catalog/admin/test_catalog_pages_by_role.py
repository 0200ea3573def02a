"""Who may open which page of the catalog."""

import pytest
from django.test import Client

from catalog.models import Store
from tests.staff_pages import ROLES, client_of, product

EVERYONE = {"merchandiser": 200, "marketer": 200, "analyst": 200, "administrator": 200, "outsider": 403}
PAGES = ["product", "category", "feature", "review", "feedimport", "job"]


@pytest.mark.django_db
class CatalogPagesByRoleTests:
    @pytest.mark.parametrize("role", ROLES)
    @pytest.mark.parametrize("model", PAGES)
    def test_list_opens_when_role_may_see_it(self, model: str, role: str) -> None:
        answer = client_of(role).get(f"/admin/catalog/{model}/")

        assert answer.status_code == EVERYONE[role]

    @pytest.mark.parametrize("model", PAGES)
    def test_list_sends_to_login_when_nobody_is_logged_in(self, model: str) -> None:
        answer = Client().get(f"/admin/catalog/{model}/")

        assert answer.status_code == 302
        assert answer.url == f"/admin/login/?next=/admin/catalog/{model}/"

    @pytest.mark.parametrize(
        ("role", "status"),
        [("merchandiser", 200), ("administrator", 200), ("marketer", 403), ("analyst", 403), ("outsider", 403)],
    )
    def test_upload_form_opens_when_role_may_import(self, role: str, status: int) -> None:
        answer = client_of(role).get("/admin/catalog/feedimport/upload/")

        assert answer.status_code == status

    def test_product_of_another_store_is_not_found(self) -> None:
        other = Store.objects.create(slug="other", name="Other")
        foreign = product(store=other)

        answer = client_of("administrator").get(f"/admin/catalog/product/{foreign.pk}/change/")

        assert answer.status_code == 404
