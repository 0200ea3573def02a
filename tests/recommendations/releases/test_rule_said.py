"""Tests of the form of a rule that a sentence fills in."""

import pytest
from django.urls import reverse

from recommendations.models import Rule
from recommendations.services.releases import release_begin, release_first
from tests.factories import CategoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, merchandiser):
    release_first()
    CategoryFactory(slug="tents", name="Tents")
    draft = release_begin(by=merchandiser, name="Autumn")
    client.force_login(merchandiser)
    address = reverse("rule-new", args=[draft.number])

    def open_with(said):
        return client.get(address, {"said": said})

    return open_with


class RuleSaidTests:
    def test_the_form_is_filled_in_when_the_sentence_is_understood(self, page):
        answer = page("Boost tents under 90 € by 20 % in the cart for new customers until 15 October 2030")

        initial = answer.context["form"].initial
        assert {name: initial[name] for name in ("kind", "categories", "price_below", "strength", "placements")} == {
            "kind": "boost",
            "categories": ["tents"],
            "price_below": 90.0,
            "strength": 20.0,
            "placements": ["cart"],
        }
        assert (initial["visitor"], initial["ends_at"].isoformat()[:10]) == ("new", "2030-10-16")
        assert answer.context["said"].certain
        assert "Every word was understood" in answer.text
        assert not Rule.objects.filter(kind="boost").exists()

    def test_what_was_not_understood_is_named_when_a_word_is_unknown(self, page):
        answer = page("Hide tents that glow <b>at</b> night")

        assert answer.context["form"].initial["kind"] == "hide"
        assert "Not understood: glow, b, b, night" in answer.text
        assert "<b>at</b>" not in answer.text

    def test_no_rule_is_made_when_nothing_says_what_happens(self, page):
        answer = page("Tents on Mondays")

        assert "No rule could be made of it" in answer.text
        assert answer.context["form"].initial == {"kind": "hide"}

    def test_a_price_in_another_currency_keeps_it_when_the_shop_has_euros(self, page):
        answer = page("Hide tents over $100")

        assert '"currency": "USD"' in answer.context["form"].initial["condition_json"]

    def test_what_fields_cannot_hold_is_json_when_something_is_excluded(self, page):
        answer = page("Hide tents without leather")

        assert '"not": {"attribute"' in answer.context["form"].initial["condition_json"]
