"""The page of figures: who may see it, what it says of a slice, and its file."""

import csv
import io

import pytest
from django.utils import timezone

from recommendations.models import AttributionState
from tests.factories import ProductFactory
from tests.recommendations.dashboard.measured_days import product_day, rank_day, shopper_days
from tests.staff_pages import ROLES, client_of

pytestmark = pytest.mark.django_db
PAGE = "/admin/measure/"


@pytest.fixture
def measured():
    """A fortnight: 100 shoppers before of whom each clicked 1 of 20, and 100 now who clicked 1 of 10."""
    shopper_days(100, clicks=1, impressions=20, ago=14)
    shopper_days(99, clicks=1, impressions=10)
    shopper_days(1, clicks=3, impressions=10, purchases=1, revenue=80, locale="de", returning=True)
    product_day(900, product=ProductFactory(brand="Norda"))
    product_day(100, product=ProductFactory(brand="Lund"))
    ProductFactory.create_batch(8, brand="Lund")
    rank_day(1, 100, 12)
    AttributionState.objects.create(counted_at=timezone.now())


def figure(page, key):
    return next(one for one in page.context["figures"] if one.key == key)


class MeasurePageTests:
    @pytest.mark.parametrize("role", ROLES)
    def test_page_opens_when_role_may_see_it(self, role, measured):
        assert client_of(role).get(PAGE).status_code == (403 if role == "outsider" else 200)

    def test_page_teaches_when_nothing_was_shown(self):
        page = client_of("analyst").get(PAGE).content.decode()

        assert "Nothing was shown in this period" in page
        assert "attribution token" in page

    def test_figure_has_value_interval_n_and_the_period_before(self, measured):
        page = client_of("analyst").get(PAGE)

        rate = figure(page, "click_rate")
        assert (rate.value, rate.direction, rate.change) == ("10.2%", "up", "5.0% before")
        assert rate.basis == "102 of 1,000, 100 shoppers"
        assert rate.interval == "9.8% … 10.6%"
        assert figure(page, "conversion").value == "1.0%"
        assert figure(page, "conversion").change == "0.0% before, may be chance"
        assert figure(page, "revenue_per_thousand").value == "€80"
        assert figure(page, "coverage").basis == "2 of 10 products"
        assert "updated" in page.content.decode()

    def test_headline_says_whether_chance_explains_it(self, measured):
        tone, words = client_of("analyst").get(PAGE).context["headline"]

        assert (tone, words) == (
            "ok", "Lists are clicked more: the click rate is 10.2% after 5.0%, beyond chance.",
        )  # fmt: skip

    def test_advice_names_what_stands_out(self, measured):
        page = client_of("analyst").get(PAGE)

        assert [one.text for one in page.context["advice"]] == [
            "Norda has 90% of the places and 10% of the catalog.",
            "8 products were never shown.",
            "New products have 0.0% of the places.",
        ]

    def test_every_chart_has_its_table_and_its_n(self, measured):
        page = client_of("analyst").get(PAGE)

        content = page.content.decode()
        assert content.count("The figures as a table") == len(page.context["charts"]) == 9
        for title in ("Click rate by day", "Click rate by place in the list", "Exposure by brand", "Exposure by price"):
            assert title in content

    def test_address_names_the_slice(self, measured):
        client = client_of("analyst")

        german = client.get(f"{PAGE}?locale=de&days=7")
        assert figure(german, "click_rate").value == "30.0%"
        assert client.get(f"{PAGE}?visitors=new").context["figures"][0].value == "10.0%"
        assert "Nothing was shown" in client.get(f"{PAGE}?placement=nowhere").content.decode()

    @pytest.mark.parametrize("query", ["days=x", "days=99999", "release=-1", "release=x", "visitors=bots"])
    def test_choice_that_is_none_counts_as_not_made(self, query, measured):
        assert figure(client_of("analyst").get(f"{PAGE}?{query}"), "click_rate").value == "10.2%"

    def test_part_is_drawn_for_htmx(self, measured):
        answer = client_of("analyst").get(f"{PAGE}?days=7", headers={"HX-Request": "true"})

        assert "<html" not in answer.content.decode()
        assert answer["HX-Push-Url"] == f"{PAGE}?days=7"

    def test_page_asks_few_queries_however_many_days(self, measured, django_assert_max_num_queries):
        client = client_of("analyst")

        with django_assert_max_num_queries(60):
            client.get(f"{PAGE}?days=90")

    def test_file_holds_the_figures_without_words(self, measured):
        answer = client_of("analyst").get("/admin/measure.csv")

        rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
        rate = next(row for row in rows if row["figure"] == "click_rate" and row["group"] == "all")
        assert (float(rate["value"]), int(rate["n"]), float(rate["before"])) == (0.102, 100, 0.05)
        assert float(rate["low"]) < 0.102 < float(rate["high"])
        assert {row["table"] for row in rows} >= {"figures", "by day", "by placement", "exposure by brand"}
