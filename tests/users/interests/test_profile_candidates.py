"""Which interests a model may weigh, and which of them make the profile."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.users.interests.interest_cases import NOW, RED, TEA, catalogue, event, weighed
from users.interests.profile import candidates, chosen
from users.interests.tags import TagConfig
from users.interests.types import NO_TRAITS, Repeat, Rhythm, Season, Tag, Traits, Visiting, Weighted

FACTORS = (0.4, 0.9, 1.5, 0.8)
SHOP = catalogue({1: {TEA: 1.0}, 2: {RED: 1.0}})
THEME = Traits(visiting=Visiting(1.0, NOW))


def tag(key=TEA, weight: float = 1.0, traits: Traits = NO_TRAITS) -> Tag:
    return Tag(key, key[2], weight, ("e",), traits=traits)


def at(name: str, *, days: float, product: int = 1, kind: str = "view", weight: float = 1.0) -> Weighted:
    return Weighted(event(name, kind, product=product, seconds=days * 86_400), weight)


class CandidatesTests:
    def test_each_rests_on_events_and_the_strongest_has_one(self):
        tags = candidates([weighed("a", 3.0), weighed("b", 1.0, product=2)], SHOP)

        assert [(found.key, found.evidence) for found in tags] == [(TEA, ("a",)), (RED, ("b",))]
        assert tags[0].weight == 1

    def test_theme_of_the_latest_visit_is_one_when_it_is_weak_over_the_year(self):
        visit = [at("v2", days=0, product=2, weight=0.1), at("v1", days=0.001, product=2, weight=0.1)]
        before = [at(f"b{n}", days=9 + n, weight=4.0) for n in range(9)]

        tags = candidates([*visit, *before], SHOP, TagConfig(most=1))

        assert [found.key for found in tags] == [TEA, RED]
        assert tags[1].traits.visiting == Visiting(1.0, NOW)
        assert tags[0].traits.visiting is None

    def test_refill_is_told_when_the_thing_is_used_up_and_was_bought(self):
        shop = replace(SHOP, rhythms={TEA: Rhythm(20.0, 30, FACTORS), RED: Rhythm(9.0, 30, FACTORS)})
        history = [at("look", days=0, product=2), at("b2", days=3, kind="purchase"), at("b1", days=8, kind="purchase")]

        repeats = {found.key: found.traits.repeat for found in candidates(history, shop)}

        days = (5 * 20**3) ** (1 / 4)
        assert repeats[RED] is None
        assert repeats[TEA] == Repeat(NOW - timedelta(days=3), pytest.approx(days), FACTORS)

    def test_season_is_the_shops_when_it_has_one_else_the_shoppers_own(self):
        winter = Season("month", (2.0, *[1.0] * 11))
        teas = [at(f"t{week}", days=7 * week, weight=2.0) for week in range(6)]
        others = [at(f"o{day}", days=day, product=2) for day in range(40) if day % 7]
        history = sorted([*teas, *others], key=lambda row: row.event.occurred_at, reverse=True)

        own = {found.key: found.traits.season for found in candidates(history, SHOP)}
        shops = {found.key: found.traits.season for found in candidates(history, replace(SHOP, seasons={TEA: winter}))}

        assert own[TEA] == Season("weekday", (1.0, 1.3, 1.0, 1.0, 1.0, 1.0, 1.0))  # now is a Tuesday
        assert shops[TEA] == winter

    def test_there_are_none_when_there_is_no_history(self):
        assert candidates([], SHOP) == []


class ChosenTests:
    def test_weak_ones_fall_out_and_themes_stay(self):
        weak = [tag(RED, 0.05), tag(("brand", "brand", "Norda"), 0.05, THEME)]

        assert chosen([tag(), *weak]) == [tag(), weak[1]]

    def test_ten_are_kept_when_there_are_more(self):
        tags = [tag(("function", "function", str(n)), 1 - n / 100) for n in range(16)]

        assert chosen(tags) == tags[:10]
