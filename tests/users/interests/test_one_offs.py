"""When an interest ended with its only purchase."""

from dataclasses import replace

import pytest

from tests.users.interests.interest_cases import TEA, catalogue, event, weighed
from users.interests.one_offs import is_one_off, silence_chance
from users.interests.tags import propose
from users.interests.types import Rhythm, Weighted

DAY = 86_400


def visit(name: str, *, product: int = 1, kind: str = "view", days: float) -> Weighted:
    return Weighted(event(name, kind, product=product, seconds=days * DAY), 1.0)


def history(silent_visits: int) -> tuple[list[Weighted], list[Weighted]]:
    """Two visits at two toasters, the second with a purchase, and then visits to other things."""
    toasters = [visit("look", product=1, days=40), visit("buy", product=2, kind="purchase", days=39)]
    others = [visit(f"other{n}", product=9, days=30 - n) for n in range(silent_visits)]
    return toasters, [*toasters, *others]


class SilenceTests:
    def test_chance_is_the_posterior_predictive_when_visits_pass_by(self):
        rows, events = history(2)

        assert silence_chance(rows, events, rows[1].event.occurred_at) == pytest.approx((0.5 / 3) * (1.5 / 4))

    def test_silence_says_nothing_when_there_were_no_visits_since(self):
        rows, events = history(0)

        assert silence_chance(rows, events, rows[1].event.occurred_at) == 1

    def test_interest_goes_on_when_a_later_visit_touches_it(self):
        rows, events = history(5)
        again = visit("again", product=3, days=1)

        assert silence_chance([*rows, again], [*events, again], rows[1].event.occurred_at) == 1


class OneOffTests:
    def test_interest_is_over_when_visits_pass_by_that_would_have_touched_it(self):
        assert [is_one_off(*history(visits)) for visits in range(5)] == [False, False, False, True, True]

    def test_interest_is_over_when_nothing_but_the_bought_product_was_seen(self):
        rows = [visit("look", days=3), visit("buy", kind="purchase", days=2), visit("look again", days=1)]

        assert is_one_off(rows, rows)

    @pytest.mark.parametrize("purchases", [0, 2])
    def test_interest_goes_on_when_it_was_not_bought_once(self, purchases):
        bought = [visit(f"b{n}", product=n, kind="purchase", days=8 - n) for n in range(purchases)]
        rows = [visit("look", days=9), *bought]

        assert not is_one_off(rows, rows)

    def test_tag_is_no_one_off_when_its_things_are_used_up(self):
        row = weighed("a", 4.0, kind="purchase")
        shop = catalogue({1: {TEA: 1.0}})
        refill = replace(shop, rhythms={TEA: Rhythm(20.0, 30, (0.5, 1.0, 1.5, 1.0))})

        assert [tag.one_off for of in (shop, refill) for tag in propose([row], of)] == [True, False]
