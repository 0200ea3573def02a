"""What a draft would have earned, against a shop whose clicks are known."""

import numpy as np
import pytest

from recommendations.experiments.replay.attention import DECAYS, attention, likeliest_decay
from recommendations.experiments.replay.estimate import chances_of, replay
from recommendations.experiments.replay.log import LoggedList
from tests.recommendations.experiments.simulated_log import K, shop, traffic

DRAWS = 40


def truth(made, draft):
    shoppers = range(len(made.appeal))
    lists = {s: made.ranked(s)[:K].tolist() for s in shoppers}
    return float(np.mean([made.worth(s, draft(s)) - made.worth(s, lists[s]) for s in shoppers]))


def covered(draft_of, *, draws=DRAWS, lists=300, **values):
    """Return of how many seeded draws the interval holds the planted change."""
    found = 0
    for seed in range(draws):
        made = shop(seed=seed, **values)
        draft = draft_of(made)
        result = replay(traffic(made, seed=seed, lists=lists), lambda row, d=draft: d(int(row.unit)), repeats=100)
        found += result.change.low - 1e-12 <= truth(made, draft) <= result.change.high + 1e-12
    return found


def boosted(made):
    factors = np.where(np.arange(made.appeal.shape[1]) % 3 == 0, 1.5, 1.0)
    return lambda shopper: _within(made, shopper, factors)


def better(made):
    """A draft that sees half of what pleases, among the items that can be known of."""
    sight = np.sqrt(made.appeal / made.guess)
    return lambda shopper: _within(made, shopper, sight[shopper])


def _within(made, shopper, factors):
    known = made.ranked(shopper)[: 2 * K]
    return known[np.argsort(-(made.guess[shopper] * factors)[known], kind="stable")][:K].tolist()


class PlantedEffectTests:
    @pytest.mark.parametrize("draft_of", [boosted, better])
    def test_interval_holds_the_planted_change(self, draft_of):
        assert covered(draft_of) >= 0.9 * DRAWS

    def test_attention_that_follows_another_law_does_not_mislead(self):
        assert covered(boosted, draws=20, looks=np.arange(1, K + 1) ** -1.0) >= 18

    def test_better_draft_is_seen_to_be_better(self):
        made = shop(seed=1)
        draft = better(made)

        found = replay(traffic(made, seed=1, lists=2000), lambda row: draft(int(row.unit)), repeats=100)

        assert found.change.low > 0
        assert found.draft / found.live > 1.1


class ReplayTests:
    def test_draft_that_is_live_changes_nothing(self):
        found = replay(traffic(shop(seed=1), seed=1, lists=200), lambda row: row.base, repeats=50)

        assert (found.change.value, found.change.low, found.change.high) == (0.0, 0.0, 0.0)
        assert (found.known_share, found.same_share) == (1.0, pytest.approx(1.0))
        assert (found.lists, found.explored) == (200, 400)

    def test_products_that_were_never_shown_count_as_usual_and_are_told(self):
        logged = [LoggedList("a", (1, 2), (1, 2), {1: 1.0}), LoggedList("b", (1, 2), (1, 2), {2: 1.0})]

        found = replay(logged, lambda row: (8, 9), repeats=20)

        assert found.known_share == 0.0
        assert found.change.value == pytest.approx(0.0)
        assert found.live == pytest.approx(1.0)

    def test_matched_items_alone_need_no_exploration(self):
        logged = [LoggedList(str(n), (1, 2, 3), (1, 2, 3), {3: 1.0}) for n in range(50)]

        found = replay(logged, lambda row: (3, 2, 1), repeats=20)

        assert found.explored == 0
        assert found.moved.value == pytest.approx(3**0.7 - 1)

    def test_nothing_to_replay_is_said(self):
        with pytest.raises(ValueError, match="no logged list"):
            replay([], lambda row: ())

    def test_interval_is_by_shopper_and_not_by_list(self):
        draw = np.random.default_rng(0)
        hits = (draw.random(40) < 0.3).tolist()
        once = [LoggedList(str(n), (1, 2), (1, 2), {2: 1.0} if hit else {}) for n, hit in enumerate(hits)]

        single = replay(once, lambda row: (2, 1), repeats=400).change
        tenfold = replay(once * 10, lambda row: (2, 1), repeats=400).change

        assert tenfold.high - tenfold.low == pytest.approx(single.high - single.low)

    def test_chances_follow_from_the_policy(self):
        logged = LoggedList("a", (1, 2), (1, 7), {}, frozenset({1}), {7: 0.3, 8: 0.2}, 0.5)

        assert chances_of(logged) == {1: 1.0, 2: 0.5, 7: 0.3, 8: 0.2}


class AttentionTests:
    def test_decay_is_learned_from_explored_places(self):
        draw = np.random.default_rng(0)
        shown = np.full((1, K), 5000.0)
        for decay in (0.3, 1.3):
            earned = draw.poisson(shown * 0.1 * np.arange(1, K + 1) ** -decay).astype(float)

            assert DECAYS[likeliest_decay(shown, earned)[0]] == pytest.approx(decay, abs=0.11)

    def test_usual_decay_is_taken_when_nothing_is_known(self):
        assert DECAYS[likeliest_decay(np.zeros((1, K)), np.zeros((1, K)))[0]] == pytest.approx(0.7)

    def test_first_place_has_all_attention(self):
        assert attention(5)[:, 0].tolist() == [1.0] * len(DECAYS)
