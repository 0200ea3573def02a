"""Pins against what stood there without them."""

from datetime import timedelta

import pytest

from recommendations.models import RankDay
from recommendations.selectors.pin_verdicts import pin_verdicts
from recommendations.selectors.releases import release_live
from tests.factories import RuleFactory
from tests.recommendations.dashboard.measured_days import shopper_days, today
from tests.staff_pages import client_of

pytestmark = pytest.mark.django_db


def place(shown, clicks, *, release=0, rank=2, ago=0):
    RankDay.objects.create(
        day=today() - timedelta(days=ago), placement="home", release=release, rank=rank, impressions=shown,
        clicks=clicks,
    )  # fmt: skip


def verdict():
    return next(one for one in pin_verdicts(today() - timedelta(days=6)) if one.placement == "home")


class PinVerdictsTests:
    @pytest.mark.parametrize(
        ("clicks", "words"), [(80, "pays"), (10, "costs"), (42, "unknown")], ids=["more", "fewer", "alike"]
    )
    def test_verdict_needs_more_than_chance(self, clicks, words):
        RuleFactory(position=2)
        place(500, clicks, release=release_live().number)
        place(500, 40)

        found = verdict()

        assert (found.verdict, found.enough) == (words, True)
        assert (found.pinned.n, found.automatic.value) == (500, 0.08)

    def test_nothing_is_said_of_too_few(self):
        RuleFactory(position=2)
        place(50, 40, release=release_live().number)
        place(500, 1)

        assert (verdict().verdict, verdict().enough) == ("unknown", False)

    def test_other_places_and_older_days_do_not_count(self):
        RuleFactory(position=2)
        place(500, 80, release=release_live().number, rank=3)
        place(500, 80, ago=7)

        assert (verdict().pinned.n, verdict().automatic.n) == (0, 0)

    def test_queries_do_not_grow_with_the_pins(self, django_assert_num_queries):
        for position in range(1, 6):
            RuleFactory(position=position)

        with django_assert_num_queries(4):
            pin_verdicts(today())

    def test_page_shows_the_verdict(self):
        RuleFactory(position=2)
        place(500, 80, release=release_live().number)
        place(500, 40)
        shopper_days(2)

        page = client_of("analyst").get("/admin/measure/").content.decode()

        assert "Pinned against automatic" in page
        assert ">pays</span>" in page
