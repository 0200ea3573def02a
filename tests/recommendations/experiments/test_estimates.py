"""Figures with their variance, against what simulation and textbooks say."""

import numpy as np
import pytest

from recommendations.experiments.estimates import (
    Bounds,
    Estimate,
    Sums,
    bounds,
    difference,
    mean_of,
    ratio_of,
    sums_of,
    wilson_bounds,
)


class EstimatesTests:
    def test_mean_has_the_variance_of_a_mean(self):
        estimate = mean_of(sums_of([(1, 0), (2, 0), (3, 0), (6, 0)]))

        assert (estimate.value, estimate.n) == (3.0, 4)
        assert estimate.variance == pytest.approx(np.var([1, 2, 3, 6], ddof=1) / 4)

    def test_ratio_has_the_variance_that_visitors_give_it(self):
        generator = np.random.default_rng(0)
        found = []
        for _ in range(400):
            shown = generator.poisson(5, 500) + 1
            clicked = generator.binomial(shown, generator.beta(2, 20, 500))  # visitors differ, so clicks cluster
            found.append(ratio_of(sums_of(zip(clicked.tolist(), shown.tolist(), strict=True))))

        errors = np.mean([estimate.error for estimate in found])

        assert errors == pytest.approx(np.std([estimate.value for estimate in found]), rel=0.08)
        naive = np.mean([np.sqrt(e.value * (1 - e.value) / 3000) for e in found])
        assert errors > 1.1 * naive  # as if clicks of one visitor were independent

    def test_nothing_is_nothing(self):
        assert mean_of(Sums()) == ratio_of(Sums()) == Estimate(0.0, 0.0, 0)
        assert ratio_of(Sums(n=3, x=1)) == Estimate(0.0, 0.0, 3)
        assert wilson_bounds(0, 0) == Bounds(0.0, 1.0)

    def test_difference_adds_the_variances(self):
        assert difference(Estimate(5, 2, 10), Estimate(3, 1, 20)) == Estimate(2, 3, 30)

    def test_interval_is_as_wide_as_confidence_asks(self):
        found = bounds(Estimate(1.0, 0.25, 9))

        assert (found.low, found.high) == pytest.approx((0.020018, 1.979982), abs=1e-6)

    def test_wilson_stays_between_none_and_all(self):
        found = wilson_bounds(1, 10)

        assert (found.low, found.high) == pytest.approx((0.01787, 0.40415), abs=1e-5)
        assert wilson_bounds(10, 10).high == 1.0
