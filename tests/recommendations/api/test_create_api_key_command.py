"""manage.py create_api_key"""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from recommendations.api.keys import grant_of
from recommendations.models import ApiKey


def run(*arguments: str) -> str:
    output = io.StringIO()
    call_command("create_api_key", *arguments, stdout=output)
    return output.getvalue().strip()


@pytest.mark.django_db
class CreateApiKeyTests:
    def test_key_works_and_is_stored_as_a_hash(self):
        made = json.loads(run("storefront", "--scopes", "recommend:read, events:write", "--json"))

        assert (made["name"], made["store"]) == ("storefront", "default")
        assert made["scopes"] == ["events:write", "recommend:read"]
        assert grant_of(made["key"]).scopes == {"events:write", "recommend:read"}
        assert made["key"].partition(".")[2] not in ApiKey.objects.get().hashed_key

    def test_key_stands_alone_on_the_last_line(self):
        output = run("storefront", "--scopes", "recommend:read")

        assert grant_of(output.splitlines()[-1]).name == "storefront"

    def test_key_belongs_to_the_named_store(self, other_store):
        made = json.loads(run("storefront", "--scopes", "recommend:read", "--store", "other", "--json"))

        assert grant_of(made["key"]).store_id == other_store.pk

    def test_key_ends_after_the_given_days(self):
        made = json.loads(run("storefront", "--scopes", "recommend:read", "--days", "0", "--json"))

        assert grant_of(made["key"]) is None

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (["storefront", "--scopes", "everything"], "Choose from catalog:write, events:write"),
            (["storefront", "--scopes", ","], "none was given"),
            (["x" * 51, "--scopes", "recommend:read"], "1 to 50 characters"),
            (["storefront", "--scopes", "recommend:read", "--store", "attic"], "choose from default"),
        ],
    )
    def test_nothing_is_made_when_an_argument_is_wrong(self, arguments, words):
        with pytest.raises(CommandError, match=words):
            run(*arguments)

        assert not ApiKey.objects.exists()
