"""A training run: what it reads, what it stores, what it puts into use."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import F

from catalog.current_store import in_store
from catalog.models import Store
from recommendations.engine.ranking.weights import DEFAULT_WEIGHTS
from recommendations.models import ItemNeighbour, ItemPopularity, ModelVersion
from recommendations.services.training import recommender_train
from tests.factories import InteractionFactory, ItemNeighbourFactory, ItemPopularityFactory, ShopperFactory
from users.models import Interaction

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 30, tzinfo=UTC)


def history(shopper, products, *, days=1.0, kind="view"):
    return [
        InteractionFactory(shopper=shopper, product=product, type=kind, occurred_at=NOW - timedelta(days=days))
        for product in products
    ]


@pytest.fixture
def pair():
    """Two products, both seen by two shoppers."""
    first, second = (ItemPopularityFactory(score=0.1).product for _ in range(2))
    for locale in ("de", "fr"):
        history(ShopperFactory(locale=locale), [first, second])
    return first, second


class RecommenderTrainTests:
    def test_neighbours_are_stored_best_first_when_shoppers_share_products(self, pair):
        first, second = pair
        history(ShopperFactory(), [second])

        recommender_train(until=NOW)

        rows = ItemNeighbour.objects.filter(product=first).values_list("neighbour", "position", "score")
        assert list(rows) == [(second.pk, 0, pytest.approx(2 / 6**0.5 * 2 / 4, rel=1e-5))]

    def test_popularity_is_stored_by_locale_when_shoppers_have_one(self, pair):
        first, second = pair
        history(ShopperFactory(locale="de"), [first], kind="purchase")

        recommender_train(until=NOW)

        rows = ItemPopularity.objects.values_list("product", "segment", "score")
        assert {(product, segment): score for product, segment, score in rows} == pytest.approx(
            {
                (first.pk, ""): 1.0,  # 1 + 1 + 4
                (second.pk, ""): 2 / 6,
                (first.pk, "de"): 1.0,
                (second.pk, "de"): 1 / 5,
                (first.pk, "fr"): 1.0,
                (second.pk, "fr"): 1.0,
            }
        )

    def test_version_tells_what_it_was_made_from_when_trained(self, pair):
        history(ShopperFactory(), pair[:1], days=100)

        version = recommender_train(until=NOW)

        assert (version.active, version.events, version.weights) == (True, 5, dict(DEFAULT_WEIGHTS))
        assert (version.window_start, version.window_end) == (NOW - timedelta(days=100), NOW - timedelta(days=1))
        figures = {"items_with_neighbours": 2, "items_with_popularity": 2, "pairs": 2}
        assert version.metrics == {**figures, "seconds": version.metrics["seconds"]}
        assert 0 <= version.metrics["seconds"] < 60

    def test_items_without_neighbours_are_not_counted_when_trained(self, pair):
        history(ShopperFactory(), [InteractionFactory(occurred_at=NOW - timedelta(days=2)).product])

        metrics = recommender_train(until=NOW).metrics
        assert (metrics["items_with_neighbours"], metrics["items_with_popularity"]) == (2, 3)

    def test_old_version_goes_out_of_use_when_trained_again(self, pair):
        old = recommender_train(until=NOW - timedelta(hours=1))
        ItemNeighbourFactory()

        new = recommender_train(until=NOW)

        assert list(ModelVersion.objects.filter(active=True)) == [new]
        assert set(ModelVersion.objects.all()) == {old, new}
        assert ItemNeighbour.objects.count() == 2

    def test_shop_is_trained_when_it_has_no_events(self):
        ItemPopularityFactory()

        version = recommender_train(until=NOW)

        assert (version.active, version.events, version.window_start) == (True, 0, None)
        assert not ItemPopularity.objects.exists()


class RecommenderTrainWindowTests:
    @pytest.mark.parametrize(
        ("days", "kind", "counted"),
        [
            (0, "view", 1),
            (364, "view", 1),
            (365, "view", 0),
            (-1, "view", 0),  # nothing is learned from the future
            (1, "click", 1),
            (1, "like", 1),
            (1, "cart", 1),
            (1, "purchase", 1),
            (1, "impression", 0),
            (1, "dismiss", 0),
        ],
    )
    def test_event_counts_when_it_is_an_act_of_the_last_year(self, days, kind, counted):
        InteractionFactory(type=kind, occurred_at=NOW - timedelta(days=days))

        version = recommender_train(until=NOW)

        assert (version.events, ItemPopularity.objects.filter(segment="").count()) == (counted, counted)

    def test_search_is_passed_over_when_it_names_no_product(self):
        InteractionFactory(type="view", product=None, occurred_at=NOW)

        assert recommender_train(until=NOW).events == 0

    def test_other_store_keeps_its_model_when_one_is_trained(self, pair):
        other = Store.objects.create(slug="other", name="Other")
        with in_store(other.pk):
            version = recommender_train(until=NOW - timedelta(hours=1))
            theirs = ItemNeighbourFactory()

        mine = recommender_train(until=NOW)

        assert mine.events == 4
        with in_store(other.pk):
            assert list(ItemNeighbour.objects.all()) == [theirs]
            assert list(ModelVersion.objects.filter(active=True)) == [version]

    def test_year_ends_at_the_last_event_when_no_moment_is_given(self, pair):
        history(ShopperFactory(), pair[:1], days=364)
        history(ShopperFactory(), pair[:1], days=367)
        Interaction.objects.update(occurred_at=F("occurred_at") - timedelta(days=3000))

        assert recommender_train().events == 5
