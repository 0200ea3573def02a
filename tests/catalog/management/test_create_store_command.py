"""manage.py create_store"""

import pytest
from django.core.management import CommandError

from catalog.current_store import in_store
from catalog.models import Store
from recommendations.engine.types import Request
from recommendations.models import Placement
from recommendations.selectors.recommend import recommend
from tests.command_output import json_of, run_command

pytestmark = pytest.mark.django_db


class CreateStoreTests:
    def test_store_is_made_as_told(self):
        told = json_of("create_store", "Teeladen", "--key", "tee", "--locale", "de-AT", "--currency", "chf")

        store = Store.objects.get(slug="tee")
        assert told == {"store": "tee", "name": "Teeladen", "locale": "de-at", "currency": "CHF"}
        assert (store.name, store.default_locale, store.currency) == ("Teeladen", "de-at", "CHF")
        assert store.locales == ["de-at", "en", "zh-hans", "es", "de", "fr", "ja"]

    def test_short_name_comes_from_the_name_when_none_is_given(self):
        assert json_of("create_store", "Tea & Coffee")["store"] == "tea-coffee"

    def test_lists_can_be_asked_for_when_the_store_is_new(self):
        run_command("create_store", "Tea Shop")

        with in_store(Store.objects.get(slug="tea-shop").pk):
            placements = dict(Placement.objects.values_list("key", "k"))
            answer = recommend(Request("s-1", "cart"))
        assert placements == {"home": 10, "product": 8, "cart": 6, "email": 6}
        assert (answer.placement, answer.items) == ("cart", [])

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (["Tea", "--key", "default"], "key: Store with this Short name already exists"),
            (["Tea", "--key", "tea shop"], "key: Enter a valid"),
            (["☕"], "key: This field cannot be blank"),
            ([" ", "--key", "tea"], "name: This field cannot be blank"),
            (["Tea", "--locale", "german"], "locale: 'german' is not a locale: write for example en"),
            (["Tea", "--currency", "euros"], "currency: 'euros' is not an ISO 4217 currency code"),
        ],
    )
    def test_nothing_is_made_when_an_argument_is_wrong(self, arguments, words):
        with pytest.raises(CommandError, match=words):
            run_command("create_store", *arguments)

        assert Store.objects.count() == 1
