"""A shop's model that is gone on with."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from recommendations.training import shop_sequences
from recommendations.training.sequence.config import SequenceConfig
from recommendations.training.shop_sequences import FittedSequence, fit_sequence, held_out_from
from recommendations.training.shop_warm import SHARE, Former, objection, warm_settings, warm_start
from tests.recommendations.training.test_shop_sequences import N_ITEMS, content, shop

KEYS = [100 + item for item in range(N_ITEMS)]
SMALL = SequenceConfig(epochs=20, batch_size=16, evaluate_every=2)
LATER = shop(80, length=9)


def former_of(fitted: FittedSequence, **changed) -> Former:
    keys = np.array(KEYS)
    return Former(
        before=fitted.before,
        before_items=np.where(fitted.before_known >= 0, keys, -1),
        whole=fitted.weights,
        whole_items=np.where(fitted.known >= 0, keys, -1),
        cut=fitted.cut,
        epochs=fitted.training.epochs,
        **changed,
    )


@pytest.fixture(scope="module")
def full() -> FittedSequence:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shop_sequences, "settings_for", lambda _: SMALL)
        found = fit_sequence(shop(80), content(), keys=KEYS)
    assert found is not None
    return found


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(shop_sequences, "settings_for", lambda _: SMALL)


@pytest.mark.usefixtures("small")
class FitSequenceWarmTests:
    def test_training_is_full_without_a_former_one(self, full):
        assert (full.training.kind, full.training.why_full, full.training.steps) == ("full", "first", 0)
        assert full.training.epochs == (full.curve[-1]["epoch"], max(full.curve, key=_ndcg)["epoch"])

    def test_training_goes_on_in_a_share_of_the_epochs(self, full):
        warm = fit_sequence(LATER, content(), keys=KEYS, former=former_of(full))

        assert (warm.training.kind, warm.training.steps) == ("warm", 1)
        assert len(warm.curve) == round(SHARE * full.training.epochs[0])
        assert warm.training.epochs == full.training.epochs

    def test_outcome_is_no_worse_than_the_former(self, full):
        warm = fit_sequence(LATER, content(), keys=KEYS, former=former_of(full))

        assert warm.metrics["ndcg_at_10"] > 0.8 * full.metrics["ndcg_at_10"]
        assert warm.cut > full.cut

    def test_held_out_is_what_a_full_training_would_hold_out(self, full):
        warm = fit_sequence(LATER, content(), keys=KEYS, former=former_of(full))

        assert warm.cut == held_out_from(LATER)
        assert warm.metrics["users_judged"] == len(warm.gains) > 0

    def test_training_starts_anew_when_the_caller_says_so(self, full):
        again = fit_sequence(LATER, content(), keys=KEYS, former=former_of(full), why_full="due")

        assert (again.training.kind, again.training.why_full, again.training.steps) == ("full", "due", 0)

    def test_training_starts_anew_when_going_on_makes_it_worse(self, full, monkeypatch):
        ruinous = replace(warm_settings(SMALL, 5, 1), learning_rate=30.0)
        monkeypatch.setattr(shop_sequences, "warm_settings", lambda *_: ruinous)

        again = fit_sequence(LATER, content(), keys=KEYS, former=former_of(full))

        assert (again.training.kind, again.training.why_full) == ("full", "worse")

    def test_steps_are_counted_from_one_training_to_the_next(self, full):
        warm = fit_sequence(LATER, content(), keys=KEYS, former=former_of(full, steps=3))

        assert warm.training.steps == 4

    def test_training_that_broke_off_is_taken_up(self, tmp_path):
        class Killed(Exception):
            pass

        def kill(point):
            if point["epoch"] == 3:
                raise Killed

        with pytest.raises(Killed):
            fit_sequence(shop(80), content(), kill, checkpoints=tmp_path)
        points = []
        resumed = fit_sequence(shop(80), content(), points.append, checkpoints=tmp_path)

        whole = fit_sequence(shop(80), content())
        assert [point["epoch"] for point in resumed.curve] == [point["epoch"] for point in whole.curve]
        np.testing.assert_array_equal(resumed.embeddings, whole.embeddings)


class ObjectionTests:
    def test_first_training_has_nothing_to_go_on_from(self):
        assert objection(None, SMALL, N_ITEMS, held_out_from(LATER)) == "first"

    def test_nothing_speaks_against_a_later_moment(self, full):
        assert objection(former_of(full), SMALL, N_ITEMS, full.cut) == ""

    def test_former_must_not_know_what_is_held_out(self, full):
        assert objection(former_of(full), SMALL, N_ITEMS, full.cut - timedelta(seconds=1)) == "moment"

    @pytest.mark.parametrize(("config", "width"), [(SMALL, N_ITEMS + 1), (replace(SMALL, layers=3), N_ITEMS)])
    def test_settings_must_be_those_of_the_former(self, full, config, width):
        assert objection(former_of(full), config, width, full.cut) == "settings"


class WarmSettingsTests:
    def test_rate_and_epochs_are_shares_of_the_full_ones(self):
        settings = warm_settings(SMALL, 100, 2)

        assert (settings.epochs, settings.evaluate_every, settings.seed) == (15, 15, 2)
        assert settings.learning_rate == pytest.approx(0.3 * SMALL.learning_rate)

    def test_one_epoch_is_the_least(self):
        assert warm_settings(SMALL, 1, 1).epochs == 1

    def test_items_are_found_by_their_keys(self, full):
        start = warm_start(full.weights, np.array([7, -1, 9]), [9, 8, 7])

        assert start.numbers.tolist() == [2, -1, 0]


def _ndcg(point):
    return point.get("ndcg_at_10", -1.0)
