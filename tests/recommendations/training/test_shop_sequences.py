"""The sequence model fitted to a shop."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from recommendations.engine.histories import Step
from recommendations.engine.sequence import user_embedding
from recommendations.training.shop_sequences import (
    FEWEST_STEPS,
    FittedSequence,
    fit_sequence,
    settings_for,
    split_by_time,
)

START = datetime(2026, 1, 1, tzinfo=UTC)
N_ITEMS = 24


def shop(users: int, *, length: int = 8, items: int = N_ITEMS - 1) -> list[list[Step]]:
    """Return users who each go on from item n to n + 1, so that the last step tells the next one."""
    return [
        [Step((user + at) % items, "view", START + timedelta(hours=at * 24 + user % 24)) for at in range(length)]
        for user in range(users)
    ]


def content() -> np.ndarray:
    return np.eye(N_ITEMS, dtype=np.float32)


@pytest.fixture(scope="module")
def fitted() -> FittedSequence:
    found = fit_sequence(shop(80), content())
    assert found is not None
    return found


class SplitByTimeTests:
    def test_latest_tenth_is_held_out_when_split(self):
        before, held_out = split_by_time(shop(10, length=10))

        assert sum(map(len, before)) == 90
        assert held_out == [(user + 9) % (N_ITEMS - 1) for user in range(10)]

    def test_nothing_is_asked_of_a_user_who_did_nothing_later(self):
        quiet = [Step(1, "view", START), Step(2, "view", START)]

        _, held_out = split_by_time([*shop(10, length=10), quiet])

        assert held_out[-1] == -1

    def test_item_that_was_seen_before_is_no_question(self):
        again = [Step(1, "view", START), Step(1, "view", START + timedelta(days=300))]

        _, held_out = split_by_time([again])

        assert held_out == [-1]


class FitSequenceTests:
    def test_nothing_is_fitted_when_steps_are_few(self):
        assert fit_sequence(shop(2, length=FEWEST_STEPS // 4), content()) is None

    def test_next_item_is_expected_when_histories_repeat(self, fitted):
        vectors = fitted.embeddings[[3, 4, 5], :-1]

        user = user_embedding(fitted.weights, vectors, event_types=[0, 0, 0], gaps_days=[0.0, 1.0, 1.0])

        scores = fitted.embeddings @ np.append(user, 1.0)
        scores[[3, 4, 5]] = -np.inf
        assert 6 in np.argsort(-scores)[:3]

    def test_figures_beat_popularity_when_order_tells_everything(self, fitted):
        assert fitted.metrics["ndcg_at_10"] > 3 * fitted.metrics["ndcg_at_10_popularity"]
        assert fitted.lift.low > 0
        assert {"epoch", "loss"} <= set(fitted.curve[0])

    def test_item_nobody_acted_on_is_new_when_embedded(self, fitted):
        assert fitted.known.tolist() == [*range(N_ITEMS - 1), -1]
        assert fitted.embeddings.shape == (N_ITEMS, 65)


class SettingsTests:
    @pytest.mark.parametrize(("users", "epochs", "batch"), [(10, 150, 64), (4000, 40, 64), (20000, 24, 128)])
    def test_small_shop_gets_more_epochs_than_a_large_one(self, users, epochs, batch):
        pair = [Step(1, "view", START), Step(2, "view", START)]

        settings = settings_for([pair] * users)

        assert (settings.epochs, settings.batch_size) == (epochs, batch)
