"""Words that staff may use for an interest, and the feature, category or brand that they stand for."""

import pytest

from catalog.current_store import in_store
from catalog.models import Store
from tests.factories import CategoryFactory, FeatureFactory, ProductFactory
from users.selectors.known_interests import interests_known

pytestmark = pytest.mark.django_db
BLACK = ("attribute", "colour", "black")
TEA = ("category", "category", "Kitchen > Tea")


@pytest.fixture
def catalog():
    """Two black things of Norda, one of them tea."""
    kitchen = CategoryFactory(slug="kitchen", name="Kitchen")
    CategoryFactory(slug="tea", name="Tea", parent=kitchen, names={"en": "Tea", "de": "Tee", "ja": "お茶"})
    first, second = ProductFactory(brand="Norda"), ProductFactory(brand="Norda")
    FeatureFactory(product=first, value="Jet black", normalised="black")
    FeatureFactory(product=second, value="noir", normalised="black")
    FeatureFactory(product=first, kind="category", name="category", value="tea", normalised="Kitchen > Tea")
    FeatureFactory(product=first, name="origin", value="Deutschland", normalised="germany")
    FeatureFactory(product=first, name="weight", value="120 g", normalised="120 g")
    FeatureFactory(product=second, name="material", value="felt", status="rejected")


@pytest.mark.usefixtures("catalog")
class InterestNamedTests:
    @pytest.mark.parametrize(
        ("words", "key"),
        [
            ("black", BLACK),
            (" Colour  BLACK", BLACK),
            ("colour: black", BLACK),
            ("jet black", BLACK),
            ("schwarz", BLACK),
            ("黒", BLACK),
            ("tea", TEA),
            ("TEE", TEA),
            ("お茶", TEA),
            ("kitchen > tea", TEA),
            ("norda", ("brand", "brand", "Norda")),
            ("germany", ("attribute", "origin", "germany")),
            ("origin germany", ("attribute", "origin", "germany")),
        ],
    )
    def test_interest_is_found_when_the_catalog_has_it_by_any_name(self, words, key):
        assert interests_known().named(words) == key

    @pytest.mark.parametrize("words", ["", "120 g", "felt", "red", "rot", "black tea", "kitchen"])
    def test_nothing_is_found_when_no_product_has_it(self, words):
        assert interests_known().named(words) is None

    def test_own_name_wins_when_a_commoner_interest_is_written_so(self):
        FeatureFactory(value="noir", normalised="noir")

        assert interests_known().named("noir") == ("attribute", "colour", "noir")

    def test_other_stores_are_not_heard_when_they_have_it(self):
        with in_store(Store.objects.create(slug="other", name="Other").pk):
            assert interests_known().named("black") is None


@pytest.mark.usefixtures("catalog")
class InterestsNearTests:
    @pytest.mark.parametrize(
        ("words", "labels"),
        [
            ("black tea", ["black", "Tea"]),
            ("kitchen", ["Tea"]),
            ("blakc", ["black"]),
            ("germeny", ["origin germany"]),
            ("violin", []),
        ],
    )
    def test_labels_share_a_word_or_are_spelt_alike(self, words, labels):
        assert interests_known().near(words) == labels

    def test_as_many_come_as_are_asked_for(self):
        assert interests_known().near("black tea", most=1) == ["black"]
