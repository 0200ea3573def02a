"""The test that may be watched: false winners, power, and what it says with too little."""

import numpy as np
import pytest

from recommendations.experiments.estimates import Estimate, Sums, mean_of
from recommendations.experiments.power import plan, proportion_spread, visitors_needed
from recommendations.experiments.sequential import compare, mixed_ratio, sequence_reach

TESTS, LOOKS = 1000, 40


def proportions(rates, generator, *, visitors=150):
    """Return cumulative sums at each look, two arms, of yes or no; (2, TESTS, LOOKS)."""
    return np.stack([generator.binomial(visitors, rate, (TESTS, LOOKS)).cumsum(axis=1) for rate in rates])


def watched(counts, mixing, *, visitors=150):
    """Return the winner of each test that is stopped as soon as there is one."""
    winners = []
    for control, treatment in zip(*counts.tolist(), strict=True):
        for look, (one, other) in enumerate(zip(control, treatment, strict=True), start=1):
            n = look * visitors
            arms = [mean_of(Sums(n, x=hits, xx=hits)) for hits in (other, one)]
            if found := compare(*arms, mixing=mixing, events=one + other).winner:
                winners.append(found)
                break
    return winners


class FalseWinnersTests:
    @pytest.mark.parametrize("rate", [0.03, 0.2])
    def test_hardly_any_when_proportions_are_the_same_and_peeked_at(self, rate):
        counts = proportions((rate, rate), np.random.default_rng(1))

        winners = watched(counts, mixing=rate * 0.1)

        assert len(winners) <= 0.05 * TESTS

    def test_fixed_test_would_name_many_when_peeked_at(self):
        control, treatment = proportions((0.2, 0.2), np.random.default_rng(1)) / (np.arange(1, LOOKS + 1) * 150)
        error = np.sqrt(2 * 0.16 / (np.arange(1, LOOKS + 1) * 150))

        fooled = (np.abs(treatment - control) > 1.96 * error).any(axis=1).mean()

        assert fooled > 0.25  # what the sequential test is for

    def test_hardly_any_when_revenue_is_the_same_and_peeked_at(self):
        generator, size = np.random.default_rng(2), 100
        winners = 0
        for _ in range(TESTS):
            bought = generator.random((2, LOOKS, size)) < 0.05
            money = bought * generator.lognormal(3.5, 0.8, (2, LOOKS, size))  # few buy, and few of them much
            sums, squares = money.sum(axis=2).cumsum(axis=1), (money**2).sum(axis=2).cumsum(axis=1)
            orders = bought.sum(axis=(0, 2)).cumsum()
            for look in range(LOOKS):
                n = (look + 1) * size
                arms = [mean_of(Sums(n, x=float(sums[a, look]), xx=float(squares[a, look]))) for a in (1, 0)]
                if compare(*arms, mixing=0.25, events=int(orders[look])).winner:
                    winners += 1
                    break

        assert winners <= 0.05 * TESTS


class PowerTests:
    def test_effect_is_seen_as_often_as_planned(self):
        rate, effect = 0.1, 0.02
        needed = visitors_needed(spread=proportion_spread(rate), effect=effect)
        visitors = needed // 2 // LOOKS
        counts = proportions((rate, rate + effect), np.random.default_rng(3), visitors=visitors)

        winners = watched(counts, mixing=effect, visitors=visitors)

        assert winners.count("control") == 0
        assert winners.count("treatment") >= 0.78 * TESTS

    def test_watching_costs_visitors_beyond_the_fixed_test(self):
        fixed = 2 * 2 * (1.959964 + 0.841621) ** 2 * 0.09 / 0.02**2  # the textbook's number at one look
        needed = visitors_needed(spread=0.3, effect=0.02)

        assert 1.2 * fixed < needed < 2.2 * fixed

    def test_uneven_split_needs_more(self):
        assert visitors_needed(spread=0.3, effect=0.02, share=0.1) > 2 * visitors_needed(spread=0.3, effect=0.02)

    def test_tiny_test_still_waits_for_both_arms(self):
        assert visitors_needed(spread=0.01, effect=10.0, share=0.1) == 1000

    def test_effect_below_sight_is_bounded(self):
        assert visitors_needed(spread=1.0, effect=1e-9) == 10**12

    @pytest.mark.parametrize("values", [{"effect": 0.0}, {"spread": 0.0}, {"share": 1.0}])
    def test_what_cannot_be_tested_is_refused(self, values):
        with pytest.raises(ValueError, match="cannot be tested"):
            visitors_needed(**({"spread": 0.3, "effect": 0.02, "share": 0.5} | values))

    def test_days_follow_from_traffic(self):
        assert plan(1001, 100).days == 11
        assert plan(1001, 0).days is None


class CompareTests:
    def test_nothing_is_said_before_there_are_enough(self):
        found = compare(Estimate(0.9, 0.001, 99), Estimate(0.1, 0.001, 99), mixing=0.1, events=100)

        assert (found.winner, found.enough, found.p_value) == ("", False, 1.0)
        assert compare(Estimate(0.9, 0.001, 500), Estimate(0.1, 0.001, 500), mixing=0.1, events=19).winner == ""

    def test_interval_p_value_and_winner_agree(self):
        for gap in np.linspace(0.0, 0.05, 26).tolist():
            found = compare(Estimate(0.1 + gap, 4e-5, 5000), Estimate(0.1, 4e-5, 5000), mixing=0.02, events=999)

            assert (found.winner == "treatment") is found.bounds.excludes_zero is (found.p_value < 0.05)

    def test_loss_is_told_too(self):
        found = compare(Estimate(0.05, 1e-5, 5000), Estimate(0.1, 1e-5, 5000), mixing=0.02, events=999)

        assert found.winner == "control"

    def test_ratio_at_the_edge_of_the_interval_is_the_bound(self):
        reach = sequence_reach(4e-5, 0.02)

        assert mixed_ratio(reach, 4e-5, 0.02) == pytest.approx(20.0)
        assert sequence_reach(0.0, 0.02) == float("inf")
        assert mixed_ratio(1.0, 0.0, 0.02) == 1.0
