"""Staff pages in the language that somebody chose: words, numbers, money, dates."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.test import Client
from django.utils import translation

from recommendations.dashboard.formats import number, percent, whole_money
from recommendations.models import Release
from recommendations.sentences import in_words
from tests.page_words import english_of, words_of
from tests.recommendations.dashboard.busy_shop import chosen, fill_shop
from tests.staff_pages import client_of

PAGES = {
    "/admin/": "Braucht Sie",
    "/admin/preview/": "Was vorgeschaut wird",
    "/admin/copy-desk/": "Textredaktion",
    "/admin/releases/": "Releases",
    "/admin/releases/rules/mend/": "Zu behebende Regeln",
    "/admin/measure/": "Messen",
    "/admin/experiments/": "Experimente",
    "/admin/jobs/": "Jobs",
    "/admin/catalog/product/": "Produkte",
    "/admin/users/shopper/": "Kunden",
}


@pytest.fixture
def busy_shop():
    fill_shop()


@pytest.mark.django_db
class GermanPagesTests:
    @pytest.mark.parametrize("address", PAGES)
    def test_page_speaks_german_and_no_english_of_ours(self, address, busy_shop):
        page = chosen(client_of("administrator"), "de").get(address, follow=True).content.decode()

        assert '<html lang="de"' in page
        assert PAGES[address] in words_of(page)
        assert english_of(page, "de") == []

    def test_finding_of_the_gate_is_said_in_the_readers_words(self, busy_shop):
        page = chosen(client_of("marketer"), "de").get("/admin/copy-desk/").content.decode()

        assert "'Norda' ist eine andere Marke." in words_of(page)
        assert "Vorschlag: „Löschen Sie es.“" in words_of(page)

    def test_days_are_written_out(self, busy_shop):
        client = chosen(client_of("merchandiser"), "de")
        Release.objects.create(name="Herbst", number=9, state="draft", due_on=date(2026, 11, 27))

        page = client.get("/admin/releases/").content.decode()

        assert "fällig 27. November 2026" in page


@pytest.mark.django_db
class ChoiceOfLanguageTests:
    def test_menu_offers_every_language_in_its_own_words_and_marks_the_chosen_one(self):
        page = chosen(client_of("analyst"), "fr").get("/admin/").content.decode()

        assert '<option value="fr" lang="fr" selected>Français</option>' in page
        assert '<option value="zh-hans" lang="zh-hans">简体中文</option>' in page

    def test_choice_lasts_a_year(self):
        client = chosen(client_of("analyst"), "fr")

        assert client.cookies["django_language"].value == "fr"
        assert client.cookies["django_language"]["max-age"] == 365 * 24 * 3600

    def test_answers_of_the_api_stay_english(self):
        answer = Client().get("/api/v1/picks/", HTTP_ACCEPT_LANGUAGE="de")

        assert answer.json()["title"] == "The API key is missing or not accepted"
        assert "Authentication credentials were not provided." in answer.json()["detail"]


class FiguresTests:
    @pytest.mark.parametrize(
        ("code", "written"),
        [
            ("en", ["1,234.5", "4.2%", "€1,234"]),
            ("de", ["1.234,5", "4,2\u00a0%", "1.234\u00a0€"]),
            ("fr", ["1\u202f234,5", "4,2\u00a0%", "1\u202f234\u00a0€"]),
            ("es", ["1.234,5", "4,2\u00a0%", "1.234\u00a0€"]),
            ("zh-hans", ["1,234.5", "4.2%", "€1,234"]),
        ],
    )
    def test_numbers_shares_and_money_follow_the_language(self, code, written):
        with translation.override(code):
            assert [number(1234.5, 1), percent(0.042, 1), whole_money(1234, "EUR")] == written

    @pytest.mark.parametrize(
        ("code", "written"),
        [
            ("de", "27. November 2026 1.234 129,00\u00a0€ 71\u00a0%"),
            ("fr", "27 novembre 2026 1\u202f234 129,00\u00a0€ 71\u00a0%"),
        ],
    )
    def test_filters_of_templates_follow_the_language(self, code, written):
        text = (
            "{% load display humanize %}"
            '{{ day|date:"DATE_FORMAT" }} {{ n|intcomma }} {% money price "EUR" %} {{ share|percent }}'
        )
        values = {"day": datetime(2026, 11, 27, tzinfo=UTC), "n": 1234, "price": 129, "share": 0.71}

        with translation.override(code):
            assert Template(text).render(Context(values)).replace("\u00a0234", "\u202f234") == written


class SaidAgainTests:
    def test_words_of_ours_within_a_sentence_are_translated_too(self):
        with translation.override("de"):
            assert in_words("A release that is “in review” does not allow “publish”.") == (
                "Ein Release im Zustand „in Prüfung“ erlaubt „veröffentlichen“ nicht."
            )

    def test_names_of_the_shop_stay_as_they_are(self):
        with translation.override("fr"):
            assert in_words("The product has: material.") == "Le produit a\u00a0: material."

    def test_what_nobody_knows_stays_as_it_was_said(self):
        with translation.override("de"):
            assert in_words("Please look at the seam.") == "Please look at the seam."
