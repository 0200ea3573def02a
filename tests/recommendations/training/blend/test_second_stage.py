"""The head of a list, ranked anew."""

import numpy as np
import pytest

from recommendations.training.blend.pairs import PairFacts
from recommendations.training.blend.recdash import Recdash, RecdashConfig, Source
from recommendations.training.blend.second_stage import SHORTLIST, Shortlists, rank_anew
from recommendations.training.recommender import Recommender, TrainingData, silent

N_ITEMS = 300
USERS = 1200


class Noise(Recommender):
    """Puts what resembles the history among its first items, in an order that says nothing."""

    name = "noise"

    def fit(self, data, progress=silent):
        pass

    def scores(self, histories):
        chance = np.random.default_rng(sum(map(sum, histories)))
        scores = chance.uniform(0.0, 0.1, (len(histories), N_ITEMS)).astype(np.float32)
        for row, history in enumerate(histories):
            near = (history[-1] + np.arange(1, 41)) % N_ITEMS
            scores[row, near] += chance.uniform(0.5, 1.0, 40).astype(np.float32)
        return scores


def shop(users=USERS) -> TrainingData:
    """Shoppers who take the item after next, whose content is that of the latest."""
    starts = np.random.default_rng(0).integers(0, N_ITEMS, users).tolist()
    content = np.zeros((N_ITEMS, N_ITEMS), dtype=np.float32)
    content[np.arange(N_ITEMS), np.arange(N_ITEMS)] = content[np.arange(N_ITEMS), np.arange(N_ITEMS) - 2] = 0.7
    return TrainingData(
        [[at, (at + 2) % N_ITEMS] for at in starts], N_ITEMS, content, [(at + 4) % N_ITEMS for at in starts]
    )


def fitted(data: TrainingData, **config) -> Recdash:
    model = Recdash(RecdashConfig(workers=1, **config), {"noise": Source(Noise(), "strengths")})
    model.fit(data)
    return model


@pytest.fixture(scope="module")
def data() -> TrainingData:
    return shop()


@pytest.fixture(scope="module")
def blend(data) -> Recdash:
    return fitted(data)


class RecdashTests:
    def test_what_history_and_item_tell_brings_the_next_item_up(self, blend, data):
        histories, taken = data.sequences[:100], np.array(data.held_out[:100])

        scores, before = blend.scores(histories), fitted(data, second_stage_users=0).scores(histories)

        assert (scores.argmax(axis=1) == taken).mean() > 0.9
        assert (before.argmax(axis=1) == taken).mean() < 0.2

    def test_items_behind_the_head_stay_behind_it_in_their_order(self, blend, data):
        histories = data.sequences[:20]

        scores, before = blend.scores(histories), fitted(data, second_stage_users=0).scores(histories)

        for row, history in enumerate(histories):
            old = before[row].copy()
            old[list(history)] = -np.inf
            head = set(np.argsort(-old)[:SHORTLIST].tolist())
            others = [item for item in range(N_ITEMS) if item not in head and item not in history]
            np.testing.assert_array_equal(scores[row, others], before[row, others])
            assert scores[row, sorted(head)].min() >= scores[row, others].max()

    def test_blend_stays_as_it_is_when_few_users_teach(self):
        assert fitted(shop(users=200)).second_stage is None

    def test_blend_stays_as_it_is_when_nothing_more_is_to_be_known(self, data):
        chance = np.random.default_rng(3)
        held_out = [(row[-1] + int(chance.integers(1, 41))) % N_ITEMS for row in data.sequences]

        assert fitted(TrainingData(data.sequences, N_ITEMS, None, held_out)).second_stage is None

    def test_refit_keeps_the_weights_and_reads_the_catalog_anew(self, data):
        blend = fitted(data)
        model, facts = blend.second_stage, blend.facts

        blend.refit(data)

        assert blend.second_stage is model
        assert blend.facts is not facts

    def test_long_histories_of_a_small_catalog_shorten_the_lists_that_are_learned_from(self):
        chance = np.random.default_rng(0)
        sequences = [chance.permutation(N_ITEMS)[: 2 + user % 2 * 250].tolist() for user in range(600)]
        held_out = [next(item for item in range(N_ITEMS) if item not in row) for row in sequences]

        scores = fitted(TrainingData(sequences, N_ITEMS, None, held_out)).scores(sequences[:2])

        assert np.isfinite(scores).all()

    def test_small_catalog_is_ranked_whole(self):
        factors = [np.array([[0.1, 0.2, 0.3, 0.4]], dtype=np.float32)]
        facts = PairFacts.of(TrainingData([[0, 1]], 4))

        lists = Shortlists.of(factors[0], factors, [[3]], facts)

        assert lists.items.tolist() == [[2, 1, 0]]


class ShortlistsTests:
    def test_users_who_took_nothing_of_their_list_are_left_out(self, blend, data):
        lists = blend._shortlists(data.sequences[:4])
        first, last = int(lists.items[0, 0]), int(lists.items[2, -1])

        kept, places = lists.with_taken([first, -1, last, -1])

        assert places.tolist() == [0, lists.items.shape[1] - 1]
        np.testing.assert_array_equal(kept.items, lists.items[[0, 2]])
        np.testing.assert_array_equal(kept.values, lists.values[[0, 2]])

    def test_list_in_the_models_order_is_written_over_the_total(self, blend, data):
        lists = blend._shortlists(data.sequences[:5])
        total = np.zeros((5, N_ITEMS), dtype=np.float32)

        found = rank_anew(total, lists, blend.second_stage)

        wanted = blend.second_stage.scores(lists.values, lists.terms).argsort(axis=1)[:, -1]
        np.testing.assert_array_equal(found.argmax(axis=1), lists.items[np.arange(5), wanted])
