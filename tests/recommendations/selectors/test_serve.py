"""What a storefront is given: explored places and arms, the same for the same request."""

import pytest

from recommendations.engine.errors import InvalidK, UnknownPlacement
from recommendations.engine.types import Request
from recommendations.models import Experiment, Flow, Placement, Release, ServedList
from recommendations.selectors.recommend import recommend
from recommendations.selectors.serve import serve, serve_many
from recommendations.services.served_lists import served_list_record
from tests.factories import ItemPopularityFactory, PlacementFactory, ProductFactory, RuleFactory, ShopperFactory
from tests.recommendations.dashboard.measured_days import product_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def products():
    """Thirty products, the first the most popular; a placement of ten."""
    PlacementFactory()
    made = ProductFactory.create_batch(30)
    for number, product in enumerate(made):
        ItemPopularityFactory(product=product, score=1 - number / 40)
    return made


def explore(share):
    for table in (Placement.objects.filter(key="home"), Flow.objects.filter(placement__key="home")):
        table.update(exploration_share=share, new_share=0)


def ids(answer):
    return [item.product_id for item in answer.items]


def asked(number=1, **values):
    return Request("anna", request_id=f"r-{number}", **values)


class ExplorationTests:
    def test_list_is_the_recommended_one_when_no_share_is_set(self, products):
        given = serve(asked())

        assert ids(given.answer) == ids(recommend(asked()))
        assert (given.explored, given.experiment) == (None, "")

    def test_share_of_the_places_goes_to_products_behind_the_list(self, products):
        base = ids(recommend(asked()))
        explore(0.2)

        given = serve(asked())

        assert len(given.explored.places) == 2
        assert [item.rank for item in given.answer.items] == list(range(1, 11))
        assert [pid for pid in ids(given.answer) if pid in base] == [
            pid for place, pid in enumerate(base, start=1) if place not in given.explored.places
        ]

    def test_same_request_has_the_same_list(self, products):
        explore(0.3)

        lists = [ids(serve(asked(number)).answer) for number in (1, 1, 2, 3)]

        assert lists[0] == lists[1]
        assert len({tuple(one) for one in lists}) > 1

    def test_pinned_product_keeps_its_place(self, products, merchandiser):
        RuleFactory(product=products[25], position=2)
        explore(0.5)

        for number in range(20):
            given = serve(asked(number))
            assert given.answer.items[1].product_id == products[25].external_id
            assert given.explored.fixed == (2,)
            assert given.answer.applied_rules == (given.answer.items[1].rule_id,)

    def test_pin_behind_the_list_is_not_drawn_into_it(self, products):
        RuleFactory(product=products[29], position=15)
        explore(0.5)

        assert all(products[29].external_id not in ids(serve(asked(number)).answer) for number in range(20))

    def test_short_shop_is_given_what_it_has(self):
        PlacementFactory()
        ProductFactory.create_batch(3)
        explore(0.5)

        given = serve(asked())

        assert len(given.answer.items) == 3
        assert given.explored.pool == {}

    def test_counts_decide_who_is_tried(self, products):
        good, bad = products[10], products[11]
        product_day(1000, product=good, clicks=300)
        product_day(1000, product=bad, clicks=1)
        explore(0.1)

        pool = serve(asked()).explored.pool

        assert pool[good.pk] > 0.3
        assert pool[bad.pk] < 0.02

    def test_what_cannot_be_asked_is_refused_as_ever(self, products):
        explore(0.2)

        with pytest.raises(UnknownPlacement):
            serve(asked(placement="nowhere"))
        with pytest.raises(InvalidK):
            serve(asked(k=101))
        assert len(serve(asked(k=100)).answer.items) == 30

    def test_log_holds_what_the_probabilities_follow_from(self, products):
        explore(0.2)
        given = serve(asked())

        served_list_record(given=given)

        row = ServedList.objects.get()
        assert row.items == list(given.explored.items)
        assert row.exploration["base"] == list(given.explored.base)
        assert sum(row.exploration["pool"].values()) == pytest.approx(2.0, abs=1e-4)
        assert row.exploration["kept"] == 0.8

    def test_no_product_is_in_two_lists_of_a_page(self, products):
        PlacementFactory(key="cart", k=5)
        explore(0.5)

        home, cart = serve_many([asked(), asked(2, placement="cart")])

        assert not set(ids(home.answer)) & set(ids(cart.answer))


class ArmTests:
    @pytest.fixture
    def experiment(self):
        tried = Release.objects.create(number=102, name="Autumn", state="approved")
        Flow.objects.create(release=tried, placement=Placement.objects.get(key="home"), k=4)
        return Experiment.objects.create(
            key="autumn", name="Autumn", control=0, treatment=102, state="running", mixing=0.01
        )

    def test_answer_names_the_arm_and_the_log_too(self, products, experiment):
        ShopperFactory(external_id="anna")
        given = serve(asked())

        served_list_record(given=given)

        row = ServedList.objects.get()
        assert given.experiment in {"autumn:control", "autumn:treatment"}
        assert (row.arm, row.release) == (given.experiment, given.release)

    def test_each_arm_gets_its_release(self, products, experiment):
        Release.objects.filter(state="published").delete()
        Release.objects.create(number=101, name="Live", state="published")

        found = [serve(Request(f"s{number}")) for number in range(20)]

        assert {(one.experiment, one.release, len(one.answer.items)) for one in found} == {
            ("autumn:control", 101, 10), ("autumn:treatment", 102, 4),
        }  # fmt: skip

    def test_flow_of_the_release_says_how_much_is_explored(self, products):
        Release.objects.filter(state="published").delete()
        live = Release.objects.create(number=101, name="Live", state="published")
        Flow.objects.create(
            release=live, placement=Placement.objects.get(key="home"), k=5, exploration_share=0.4, new_share=0
        )

        assert len(serve(asked()).explored.places) == 2

    def test_nobody_in_particular_is_in_no_arm(self, products, experiment):
        assert serve(Request(None)).experiment == ""

    def test_other_placement_is_left_alone(self, products, experiment):
        Experiment.objects.update(placement="cart")

        assert serve(asked()).experiment == ""
