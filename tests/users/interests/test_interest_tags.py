"""Interests: what is cleaned away, what weighs how much, and which words come out."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from recdash.llm.fake import FakeLanguageModel
from users.interests.cleaning import cleaned, is_bot, sessions
from users.interests.clusters import cluster
from users.interests.judging import History, judge
from users.interests.tags import propose
from users.interests.types import Catalogue, Event, Tag
from users.interests.weighting import weighted

NOW = datetime(2026, 6, 30, tzinfo=UTC)
RED, BLUE, TEA = ("attribute", "colour", "red"), ("attribute", "colour", "blue"), ("category", "category", "tea")


def event(number: int, type: str = "view", *, product: int | None = 1, days: float = 0, minutes: float = 0, **more):
    return Event(f"e{number}", type, NOW - timedelta(days=days) + timedelta(minutes=minutes), product, **more)


class CleaningTests:
    def test_pause_of_half_an_hour_ends_a_session(self):
        events = [event(1, days=1), event(2, days=1, minutes=29), event(3, days=1, minutes=60)]

        assert [[row.event_id for row in visit] for visit in sessions(events)] == [["e1", "e2"], ["e3"]]

    def test_reload_counts_once_and_second_look_twice(self):
        events = [event(1, days=1), event(2, days=1, minutes=0.2), event(3, days=1, minutes=5)]

        assert [row.event_id for visit in cleaned(events) for row in visit] == ["e1", "e3"]

    def test_visit_at_a_machines_pace_is_left_out(self):
        visit = [event(n, product=n, days=1, minutes=n / 100) for n in range(60)]

        assert is_bot(visit)
        assert cleaned([*visit, event(99)]) == [[event(99)]]

    def test_impressions_say_nothing(self):
        assert cleaned([event(1, "impression")]) == []


class WeightingTests:
    def test_weight_halves_in_thirty_days_and_purchase_weighs_more_than_view(self):
        rows = weighted([event(1, "purchase", days=30), event(2, "cart")], now=NOW)

        assert [(row.event.event_id, row.weight) for row in rows] == [("e2", 3.0), ("e1", 2.0)]

    def test_single_look_counts_less_than_a_look_in_a_longer_visit(self):
        bounce = weighted([event(1)], now=NOW)
        visit = weighted([event(1, minutes=-5), event(2, product=2)], now=NOW)

        assert bounce[0].weight == pytest.approx(0.4)
        assert visit[0].weight == 1.0

    def test_future_is_not_known(self):
        assert weighted([event(1, days=-1)], now=NOW) == []


CATALOGUE = Catalogue(
    features={1: {RED: 1.0, TEA: 1.0}, 2: {RED: 1.0}, 3: {BLUE: 1.0}},
    base_rates={RED: 0.1, BLUE: 0.5, TEA: 0.1},
    labels={TEA: "Tea"},
)


class ProposeTests:
    def test_rare_feature_leads_and_carries_its_events(self):
        rows = weighted([event(1, "cart", product=2), event(2, "cart", product=1), event(3, product=3)], now=NOW)

        tags = propose(rows, CATALOGUE)

        assert [tag.key for tag in tags][:2] == [RED, TEA]
        assert (tags[0].weight, set(tags[0].evidence)) == (1.0, {"e1", "e2"})
        assert tags[1].label == "Tea"

    def test_what_the_whole_catalog_has_is_no_interest(self):
        everywhere = Catalogue(features={1: {RED: 1.0}}, base_rates={RED: 1.0})

        assert propose(weighted([event(1, "cart")], now=NOW), everywhere) == []

    def test_single_purchase_is_a_one_off_and_weighs_less(self):
        rare = Catalogue(features={2: {RED: 1.0}, 3: {BLUE: 1.0}}, base_rates={RED: 0.1, BLUE: 0.1})
        history = [event(1, "purchase", product=3, minutes=-30), event(2, "cart", product=2, minutes=-1)]

        tags = {tag.key: tag for tag in propose(weighted(history, now=NOW), rare)}

        assert (tags[RED].one_off, tags[RED].weight) == (False, 1.0)
        assert (tags[BLUE].one_off, round(tags[BLUE].weight, 2)) == (True, 0.48)

    def test_dismissal_takes_interest_away(self):
        liked, dismissed = event(1, "view", product=2, minutes=-5), event(2, "dismiss", product=2)

        assert propose(weighted([liked, dismissed], now=NOW), CATALOGUE) == []


class ClusterTests:
    def test_different_interests_have_centres_of_their_own(self):
        vectors = {1: np.eye(4, dtype=np.float32)[0], 2: np.eye(4, dtype=np.float32)[1]}
        rows = weighted([event(1, "cart", product=1), event(2, "view", product=2)], now=NOW)

        centres = cluster(rows, Catalogue(vectors=vectors), lambda texts: np.zeros((len(texts), 4), np.float32))

        assert [centre.label for centre in centres] == ["product:1", "product:2"]
        assert [round(centre.weight, 2) for centre in centres] == [0.75, 0.25]
        assert np.allclose(centres[0].centre, vectors[1])

    def test_query_is_a_point_of_its_own(self):
        rows = weighted([event(1, "search", product=None, query="tea")], now=NOW)

        centres = cluster(rows, Catalogue(), lambda texts: np.ones((len(texts), 4), np.float32))

        assert [centre.label for centre in centres] == ["query:tea"]

    def test_no_centre_comes_when_nothing_has_a_vector(self):
        assert cluster(weighted([event(1)], now=NOW), Catalogue(), lambda texts: np.zeros((0, 4), np.float32)) == []


@pytest.mark.django_db  # the AI ledger
class JudgeTests:
    def test_model_shifts_weights_but_adds_nothing(self):
        tags = (Tag(BLUE, "blue", 1.0, ("e1",)), Tag(TEA, "tea", 0.99, ("e2",)))

        judged = judge(FakeLanguageModel(), [History(("searched for tea",), tags)])[0]

        assert {tag.key for tag in judged} == {BLUE, TEA}
        assert (judged[0].key, judged[0].weight) == (TEA, 1.0)

    def test_single_tag_is_not_asked_about(self):
        only = (Tag(RED, "red", 1.0, ("e1",)),)

        assert judge(FakeLanguageModel(), [History((), only)]) == [list(only)]
