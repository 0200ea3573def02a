"""Keys: shown once, scoped, of one store, revoked for good."""

import pytest
from auditlog.models import LogEntry

from catalog.models import Store
from recommendations.models import ApiKey
from recommendations.services.api_keys import api_key_create
from tests.staff_pages import client_of

LIST = "/admin/recommendations/apikey/"


def make(name: str = "Storefront", store: Store | None = None) -> ApiKey:
    return api_key_create(name=name, scopes=["recommend:read"], store=store or Store.objects.get(pk=1))[0]


@pytest.mark.django_db
class ApiKeyAdminTests:
    def test_new_key_is_shown_once(self) -> None:
        client = client_of("administrator")
        sent = {"name": "Storefront", "scopes": ["recommend:read", "events:write"]}

        answer = client.post(f"{LIST}add/", sent)

        key, secret = ApiKey.objects.get(), answer.context["secret"]
        assert key.is_valid(secret)
        assert key.scopes == ["events:write", "recommend:read"]
        assert secret in answer.content.decode()
        assert "no-store" in answer["Cache-Control"]
        assert secret not in client.get(LIST).content.decode()
        assert secret not in client.get(f"{LIST}{key.pk}/change/", follow=True).content.decode()

    def test_key_without_scopes_is_refused(self) -> None:
        answer = client_of("administrator").post(f"{LIST}add/", {"name": "Storefront"})

        assert list(answer.context["adminform"].form.errors) == ["scopes"]
        assert not ApiKey.objects.exists()

    def test_list_shows_this_store_alone(self) -> None:
        make("ours")
        make("theirs", Store.objects.create(slug="other", name="Other"))

        page = client_of("administrator").get(LIST)

        assert [key.name for key in page.context["cl"].result_list] == ["ours"]

    def test_revoking_revokes_when_confirmed(self) -> None:
        key = make()

        client_of("administrator").post(LIST, {"action": "revoke", "_selected_action": [key.pk], "confirmed": "1"})

        key.refresh_from_db()
        assert key.revoked is True

    def test_hash_is_never_logged(self) -> None:
        key = make()

        entry = LogEntry.objects.get_for_object(key).get()

        assert {"id", "prefix", "hashed_key"}.isdisjoint(entry.changes)
