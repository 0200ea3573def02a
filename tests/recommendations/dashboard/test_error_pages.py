"""What people see where there is no page for them."""

import pytest
from django.template.loader import get_template
from django.test import Client

from tests.staff_pages import client_of


@pytest.mark.django_db
class ErrorPageTests:
    def test_unknown_address_says_what_to_do(self) -> None:
        answer = client_of("analyst").get("/admin/catalog/product/99999/change/")

        assert answer.status_code == 404
        assert "There is nothing at this address" in answer.content.decode()

    def test_forbidden_page_names_who_can_help(self) -> None:
        answer = client_of("outsider").get("/admin/preview/")

        assert answer.status_code == 403
        assert "Ask an administrator of the store" in answer.content.decode()

    @pytest.mark.parametrize("name", ["404", "403", "403_csrf", "500"])
    def test_page_needs_no_context(self, name: str) -> None:
        page = get_template(f"{name}.html").render()

        assert page.startswith("<!doctype html>")
        assert '<a href="/admin/">' in page

    def test_bare_address_leads_to_the_staff_pages(self) -> None:
        answer = Client().get("/")

        assert (answer.status_code, answer["Location"]) == (302, "/admin/")
