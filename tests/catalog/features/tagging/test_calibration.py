"""Confidence and the score from which on values need no look."""

import pytest

from catalog.features.tagging.calibration import LEAST_VALUES, NEVER_SURE, Calibration, fit_calibration, sure_score


class CalibrationTests:
    def test_linear_between_steps_and_level_outside(self) -> None:
        calibration = Calibration((0.2, 0.6), (0.1, 0.9))

        assert [calibration.confidence(score) for score in (0.0, 0.2, 0.4, 0.6, 1.0)] == pytest.approx(
            [0.1, 0.1, 0.5, 0.9, 0.9]
        )

    def test_pools_where_the_share_would_fall(self) -> None:
        judged = [(0.1, False), (0.2, True), (0.3, False), (0.8, True), (0.9, True)]

        calibration = fit_calibration(judged)

        assert calibration.scores == pytest.approx((0.1, 0.25, 0.85))
        assert calibration.shares == pytest.approx((1 / 3, 2 / 4, 3 / 4))

    def test_even_when_nothing_was_judged(self) -> None:
        assert fit_calibration([]).confidence(0.9) == 0.5


class SureScoreTests:
    def test_lowest_score_that_holds_the_precision(self) -> None:
        judged = [(1 - place / 100, place % 10 != 9) for place in range(60)]

        assert sure_score(judged, 0.9) == pytest.approx(0.41)

    def test_never_when_too_few_or_too_wrong(self) -> None:
        few = [(0.9, True)] * (LEAST_VALUES - 1)

        assert sure_score(few, 0.9) == NEVER_SURE
        assert sure_score([(0.9, False)] * 40, 0.9) == NEVER_SURE
