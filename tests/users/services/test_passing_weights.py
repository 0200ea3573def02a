"""Weights that pass with time are counted anew; what people set stays."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories import FeatureFactory, InteractionFactory, InterestTagFactory, ProductFactory, ShopperFactory
from users.interests.traits import traits_to_json
from users.interests.types import Repeat, Traits, Visiting
from users.models import InterestRhythm, InterestTag
from users.services.catalogue import _base_rates
from users.services.passing_weights import weights_pass
from users.services.profiles import profile_refresh
from users.tasks import interest_weights_pass

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 30, tzinfo=UTC)
DAY = timedelta(days=1)
REFILL = Traits(measured_at=NOW, repeat=Repeat(NOW, 20.0, (0.4, 1.0, 1.5, 1.0)))
VISIT = Traits(measured_at=NOW, visiting=Visiting(1.0, NOW))


@pytest.fixture(autouse=True)
def _own_rates():
    """Forget the shares of another test's catalog."""
    _base_rates.cache_clear()
    yield
    _base_rates.cache_clear()


def tag(shopper, value: str, lasting: float, traits: Traits, **more):
    made = {"weight": 0.123, "lasting_weight": lasting, "traits": traits_to_json(traits), "changes_at": NOW} | more
    return InterestTagFactory(shopper=shopper, value=value, **made)


def weights() -> dict[str, tuple[float, datetime | None]]:
    return {row.value: (pytest.approx(row.weight), row.changes_at) for row in InterestTag.objects.all()}


class WeightsPassTests:
    def test_all_tags_of_a_shopper_are_counted_anew_when_one_changes(self):
        shopper = ShopperFactory()
        tag(shopper, "tea", 0.8, REFILL)
        tag(shopper, "red", 1.0, Traits(), changes_at=None)

        assert weights_pass(NOW + 16 * DAY) == 1
        assert weights() == {"tea": (1.0, NOW + 32 * DAY), "red": (1 / 1.2, None)}

    def test_interest_of_a_visit_goes_with_it(self):
        shopper = ShopperFactory()
        tag(shopper, "red", 1.0, Traits(), changes_at=None)
        tag(shopper, "tea", 0.02, VISIT)

        weights_pass(NOW + DAY / 24)
        assert weights()["tea"][1] == NOW + 2 * DAY / 24

        weights_pass(NOW + DAY)
        assert weights() == {"red": (1.0, None)}

    def test_lasting_interest_stays_when_the_visit_fades(self):
        tag(ShopperFactory(), "tea", 0.5, VISIT)

        weights_pass(NOW + DAY)

        assert weights() == {"tea": (1.0, None)}

    @pytest.mark.parametrize("source", ["staff", "shopper"])
    def test_what_a_person_set_stays(self, source):
        tag(ShopperFactory(), "tea", 0.5, REFILL, source=source)

        assert weights_pass(NOW + DAY) == 0
        assert weights() == {"tea": (0.123, NOW)}

    def test_nothing_is_done_when_nothing_is_due(self):
        tag(ShopperFactory(), "tea", 0.5, REFILL, changes_at=NOW + DAY)

        assert weights_pass(NOW) == 0

    def test_weight_stands_for_the_lasting_one_when_none_was_stored(self):
        shopper = ShopperFactory()
        tag(shopper, "old", 1.0, Traits(), lasting_weight=None, weight=0.5, changes_at=None)
        tag(shopper, "tea", 1.0, VISIT)

        weights_pass(NOW + DAY)

        assert weights() == {"old": (0.5, None), "tea": (1.0, None)}

    def test_rest_comes_with_the_next_run_when_there_are_many(self):
        for _ in range(3):
            tag(ShopperFactory(), "tea", 0.5, VISIT)

        assert [weights_pass(NOW + DAY, most=2) for _ in range(3)] == [2, 1, 0]

    def test_task_sees_to_every_store(self):
        tag(ShopperFactory(), "tea", 0.5, VISIT)

        interest_weights_pass()

        assert weights() == {"tea": (1.0, None)}


class ProfileTraitsTests:
    def test_refill_and_visit_are_stored_with_the_weight_of_now(self):
        InterestRhythm.objects.create(
            kind="category",
            name="category",
            value="Tea",
            interval_days=20,
            repeats=9,
            phase_factors=[0.5, 1.0, 1.5, 1.0],
            learned_at=NOW,
        )
        shopper, other = ShopperFactory(last_seen_at=NOW), ProductFactory(brand="")
        tea = ProductFactory(brand="")
        FeatureFactory(product=tea, kind="category", name="category", value="Tea", normalised="Tea")
        FeatureFactory(product=other)
        ProductFactory.create_batch(8)
        InteractionFactory(shopper=shopper, product=tea, type="purchase", occurred_at=NOW - 3 * DAY)
        for minutes in (0, 5):
            at = NOW - timedelta(minutes=minutes)
            InteractionFactory(shopper=shopper, product=other, type="cart", occurred_at=at)

        profile_refresh(shopper_id=shopper.pk, now=NOW)

        red, bought = InterestTag.objects.get(value="red"), InterestTag.objects.get(value="Tea")
        assert red.traits["visiting"] == {"strength": 1.0, "at": NOW.isoformat()}
        assert (red.weight, red.changes_at) == (1.0, NOW + timedelta(hours=1))
        assert bought.traits["repeat"]["interval_days"] == pytest.approx(20)
        assert bought.weight == pytest.approx(bought.lasting_weight * 0.5)
        assert bought.changes_at == pytest.approx(NOW + 7 * DAY, abs=timedelta(seconds=1))
        assert not bought.one_off
