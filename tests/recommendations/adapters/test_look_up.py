"""What a request names, read in one query."""

import pytest

from catalog.current_store import in_store
from catalog.models import Store
from recommendations.adapters.lookup import UNTRAINED, FoundShopper, look_up
from recommendations.engine.flow import Flow
from recommendations.engine.ranking.weights import DEFAULT_WEIGHTS
from recommendations.models import Flow as FlowRow
from recommendations.models import ModelVersion
from recommendations.selectors.releases import release_live
from recommendations.services.releases import release_begin
from tests.factories import PlacementFactory, RuleFactory, ShopperFactory
from tests.recommendations.adapters.adapter_cases import NOW, interest

pytestmark = pytest.mark.django_db


class LookUpTests:
    def test_one_query_is_asked_when_all_is_there(self, django_assert_num_queries):
        interest(ShopperFactory(external_id="s1"), [1.0])
        RuleFactory()

        look_up("home", "s1")  # compiles the rules of the release

        with django_assert_num_queries(1):
            look_up("home", "s1")

    def test_defaults_are_found_when_the_shop_is_new(self):
        found = look_up("home", None)

        assert (found.default_locale, found.placement_k, found.flow) == ("en", 10, Flow(new_share=0.1))
        assert (found.model_version, found.weights, found.shopper) == (UNTRAINED, DEFAULT_WEIGHTS, None)

    def test_no_k_is_found_when_placement_is_unknown(self):
        assert look_up("attic", None).placement_k is None

    def test_placement_is_that_of_the_own_store_when_another_has_the_same_key(self):
        PlacementFactory(key="home", k=3)
        other = Store.objects.create(slug="other", name="Other", default_locale="fr")

        with in_store(other.pk):
            assert look_up("home", None).placement_k is None
            PlacementFactory(key="home", name="Accueil", k=7)
            found = look_up("home", None)

        assert (found.default_locale, found.placement_k) == ("fr", 7)

    def test_weights_are_the_placements_where_it_has_its_own(self):
        PlacementFactory(key="basket")
        placements = {"basket": {"weights": {"together": 1.0}}, "home": {"choices": 301}}
        ModelVersion.objects.create(
            version="v1", active=True, weights={"interest": 1.0}, metrics={"placements": placements}
        )

        assert look_up("basket", None).weights == {"together": 1.0}
        assert look_up("home", None).weights == {"interest": 1.0}
        assert look_up("attic", None).weights == {"interest": 1.0}


class LookUpShopperTests:
    def test_profile_is_found_when_the_shopper_has_one(self):
        shopper = ShopperFactory(
            external_id="s1", locale="de", event_count=4, profile_built_at=NOW, price_level=3.5, price_spread=0.25
        )

        assert look_up("home", "s1").shopper == FoundShopper(shopper.pk, "de", False, 4, NOW, 3.5, 0.25, False)

    def test_vectors_are_told_of_when_the_shopper_has_some(self):
        interest(ShopperFactory(external_id="s1"), [1.0])
        ShopperFactory(external_id="s2")

        assert [look_up("home", name).shopper.has_vectors for name in ("s1", "s2")] == [True, False]

    def test_opting_out_is_told_of_when_the_shopper_did(self):
        ShopperFactory(external_id="s1", opted_out=True)

        assert look_up("home", "s1").shopper.opted_out is True

    @pytest.mark.parametrize("name", [None, "", "S1", "s1 "])
    def test_nobody_is_found_when_the_id_is_not_exactly_that(self, name):
        ShopperFactory(external_id="s1")

        assert look_up("home", name).shopper is None

    def test_nobody_is_found_when_the_shopper_is_another_stores(self):
        with in_store(Store.objects.create(slug="other", name="Other").pk):
            ShopperFactory(external_id="s1")

        assert look_up("home", "s1").shopper is None


class LookUpModelTests:
    def test_active_version_counts_when_there_are_several(self):
        ModelVersion.objects.create(version="1", weights={"new": 1.0})
        ModelVersion.objects.create(version="2", weights={"popular": 0.75, "new": 0.25}, active=True)

        found = look_up("home", None)

        assert (found.model_version, found.weights) == ("2", {"popular": 0.75, "new": 0.25})

    def test_default_weights_count_when_a_version_brings_none(self):
        ModelVersion.objects.create(version="2", weights={}, active=True)

        found = look_up("home", None)

        assert (found.model_version, found.weights) == ("2", DEFAULT_WEIGHTS)


class LookUpReleaseTests:
    def test_published_release_is_found_with_its_flow(self):
        release = release_live()
        FlowRow.objects.filter(release=release, placement__key="home").update(
            k=7, sources_off=["new"], weights={"popular": 0.5}, language_model=False, diversity=0.3, new_share=0.0
        )

        found = look_up("home", None)

        assert (found.release, found.release_number, found.placement_k) == ((release.pk, release.version), 1, 7)
        assert found.flow == Flow(frozenset({"new"}), {"popular": 0.5}, language_model=False, diversity=0.3)

    def test_draft_is_found_when_its_number_is_named(self, merchandiser):
        draft = release_begin(by=merchandiser)

        assert look_up("home", None, draft.number).release == (draft.pk, draft.version)
        assert look_up("home", None, 99).release is None

    def test_placement_says_how_many_when_the_release_has_no_flow_for_it(self):
        PlacementFactory(key="attic", k=3, new_share=0.2)

        found = look_up("attic", None)

        assert (found.placement_k, found.flow.new_share) == (3, 0.2)
