"""What staff change is written down with who, what and for which store."""

import pytest
from auditlog.models import LogEntry

from catalog.current_store import in_store
from catalog.models import Store
from tests.staff_pages import client_of, product, shopper, tag
from users.models import User


@pytest.mark.django_db
class AuditTests:
    def test_hiding_a_product_is_logged_with_actor_and_store(self) -> None:
        row = product()
        LogEntry.objects.all().delete()

        client_of("merchandiser").post(f"/admin/catalog/product/{row.pk}/toggle-hidden/")

        entry = LogEntry.objects.get_for_object(row).get()
        assert (entry.actor.username, entry.changes) == ("merchandiser", {"hidden": ["False", "True"]})
        assert entry.additional_data == {"store": 1}

    def test_page_shows_the_history_of_its_row(self) -> None:
        row = tag(shopper())
        client = client_of("merchandiser")
        client.post(f"/admin/users/shopper/tags/{row.pk}/change/", {"weight": "0.25"})

        page = client.get(f"/admin/users/interesttag/{row.pk}/change/").content.decode()

        assert "<del>0.5</del> → 0.25" in page

    def test_password_is_never_logged(self) -> None:
        user = User.objects.create(username="nina")

        user.set_password("walrus-42-tea")
        user.save()

        assert all("password" not in entry.changes for entry in LogEntry.objects.get_for_object(user))

    def test_log_shows_this_store_alone(self) -> None:
        with in_store(Store.objects.create(slug="other", name="Other").pk):
            product(2)
        product(1)

        page = client_of("administrator").get("/admin/auditlog/logentry/?q=sku")

        assert [entry.object_repr for entry in page.context["cl"].result_list] == ["sku-1"]

    def test_log_cannot_be_changed(self) -> None:
        product()
        entry = LogEntry.objects.first()
        client = client_of("administrator")

        answers = [
            client.post(f"/admin/auditlog/logentry/{entry.pk}/{what}/", {"post": "yes"}).status_code
            for what in ("change", "delete")
        ]

        assert answers == [403, 403]
