"""A training that starts from a model trained before."""

from dataclasses import replace

import numpy as np
import pytest

from recommendations.training.sequence.model import SequenceRecommender
from recommendations.training.sequence.warm import WarmStart, fits
from tests.recommendations.training.sequence.test_sequence_model import N_ITEMS, SMALL, circle

UNMOVED = replace(SMALL, epochs=0)


@pytest.fixture(scope="module")
def former() -> SequenceRecommender:
    model = SequenceRecommender(SMALL)
    model.fit(circle())
    return model


def started(former: SequenceRecommender, numbers, data=None, config=UNMOVED) -> SequenceRecommender:
    model = SequenceRecommender(config, start=WarmStart(former.weights, np.array(numbers)))
    model.fit(replace(data or circle(), held_out=None))
    return model


class WarmStartTests:
    def test_model_is_the_former_one_before_its_first_step(self, former):
        model = started(former, range(N_ITEMS))

        np.testing.assert_allclose(model.scores([[1, 2, 3], [7]]), former.scores([[1, 2, 3], [7]]), atol=1e-5)

    def test_items_are_found_when_they_have_other_numbers_now(self, former):
        turned = list(range(N_ITEMS))[::-1]
        data = replace(circle(), content=circle().content[::-1])

        model = started(former, turned, data)

        np.testing.assert_allclose(model.scores([[4]])[0, turned], former.scores([[N_ITEMS - 1 - 4]])[0], atol=1e-5)

    def test_new_item_has_the_vector_of_its_content_and_the_usual_bias(self, former):
        numbers = [*range(N_ITEMS - 1), -1]

        model = started(former, numbers)

        own = former.vectors[-1] - former.weights["items"][-1]
        np.testing.assert_allclose(model.vectors[-1], own, atol=1e-5)
        assert model.weights["bias"][-1] == pytest.approx(np.median(former.weights["bias"]))

    def test_catalog_may_have_grown(self, former):
        grown = replace(circle(), n_items=N_ITEMS + 2, content=np.eye(N_ITEMS + 2, 5, dtype=np.float32))

        model = started(former, [*range(N_ITEMS), -1, -1], grown)

        assert model.scores([[1]]).shape == (1, N_ITEMS + 2)

    def test_new_type_of_event_counts_nothing_yet(self, former):
        types = [[2, *row[1:]] for row in circle().event_types]

        model = started(former, range(N_ITEMS), replace(circle(), event_types=types))

        np.testing.assert_array_equal(model.weights["event_types"][2], 0)
        np.testing.assert_array_equal(model.weights["event_types"][:2], former.weights["event_types"])

    def test_few_epochs_get_further_than_from_scratch(self, former):
        few = replace(SMALL, epochs=2, learning_rate=0.005, warm_up=2, dropout=0.0)
        points: dict[str, list] = {"warm": [], "fresh": []}

        SequenceRecommender(few, start=WarmStart(former.weights, np.arange(N_ITEMS))).fit(
            circle(), points["warm"].append
        )
        SequenceRecommender(few).fit(circle(), points["fresh"].append)

        assert points["warm"][-1]["loss"] < points["fresh"][-1]["loss"]


class FitsTests:
    def test_settings_of_the_training_fit(self, former):
        assert fits(former.weights, SMALL, content_width=5)

    @pytest.mark.parametrize(
        ("changed", "width"),
        [({"dimension": 32}, 5), ({"layers": 1}, 5), ({"longest": 7}, 5), ({"heads": 4}, 5), ({}, 6), ({}, 0)],
    )
    def test_other_shapes_do_not_fit(self, former, changed, width):
        assert not fits(former.weights, replace(SMALL, **changed), content_width=width)

    def test_model_without_events_does_not_fit(self):
        bare = SequenceRecommender(SMALL)
        bare.fit(replace(circle(), event_types=None, gaps_days=None))

        assert not fits(bare.weights, SMALL, content_width=5)


class CheckpointTests:
    def test_checkpoint_of_other_data_is_passed_over(self, tmp_path):
        path = tmp_path / "run.pt"
        SequenceRecommender(SMALL, checkpoint=path).fit(circle())
        epochs = []

        SequenceRecommender(SMALL, checkpoint=path).fit(circle(41), lambda point: epochs.append(point["epoch"]))

        assert epochs == [1, 2, 3]

    def test_finished_training_is_not_run_again(self, tmp_path):
        path = tmp_path / "run.pt"
        first = SequenceRecommender(SMALL, checkpoint=path)
        first.fit(circle())
        before = path.stat().st_mtime_ns

        again = SequenceRecommender(SMALL, checkpoint=path)
        again.fit(circle())

        assert path.stat().st_mtime_ns == before
        np.testing.assert_array_equal(again.scores([[1, 2]]), first.scores([[1, 2]]))
