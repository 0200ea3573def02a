"""Builds rows with sensible values; a test states only what it is about."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import factory
from django.db.models import F
from factory.django import DjangoModelFactory

from catalog.models import Category, Feature, Job, PictureVector, Product, ProductText, ProductVector, Review, Store
from recommendations.models import Copy, ItemNeighbour, ItemPopularity, Placement, Release, Rule
from recommendations.services.releases import release_first
from users.models import Interaction, InterestTag, Shopper, StaffRole, User

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def default_rows(**_: Any) -> None:
    """Make what the first migrations make, where it is missing."""
    store, made = Store.objects.get_or_create(pk=1, defaults={"slug": "default", "name": "My shop"})
    if made:
        for key, name, k in [("home", "Home page", 10), ("product", "Product page", 8)]:
            Placement._base_manager.get_or_create(store=store, key=key, defaults={"name": name, "k": k})
        release_first()


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user{n}")
    password = factory.django.Password("secret")
    is_staff = True


class StaffRoleFactory(DjangoModelFactory[StaffRole]):
    class Meta:
        model = StaffRole

    user = factory.SubFactory(UserFactory)
    role = StaffRole.Role.MERCHANDISER


class CategoryFactory(DjangoModelFactory[Category]):
    class Meta:
        model = Category

    slug = factory.Sequence(lambda n: f"category-{n}")
    name = factory.LazyAttribute(lambda row: row.slug.replace("-", " ").title())


class ProductFactory(DjangoModelFactory[Product]):
    """A product with an English text, see `texts`."""

    class Meta:
        model = Product
        skip_postgeneration_save = True

    external_id = factory.Sequence(lambda n: f"p{n:04}")
    brand = "Norda"
    price = Decimal("49.90")
    currency = "EUR"
    stock = 10
    content_hash = factory.LazyAttribute(lambda row: f"content-{row.external_id}")
    text_hash = factory.LazyAttribute(lambda row: f"text-{row.external_id}")
    created_at = LONG_AGO

    @factory.post_generation
    def texts(self, create: bool, texts: Any, **words: Any) -> None:
        """`texts` = {locale: (title, description)}; `texts__title` and `texts__description` set the English one."""
        if not create:
            return
        english = (words.get("title", f"Product {self.external_id}"), words.get("description", ""))
        for locale, (title, description) in ({"en": english} if texts is None else texts).items():
            ProductText.objects.create(product=self, locale=locale, title=title, description=description)


class ProductTextFactory(DjangoModelFactory[ProductText]):
    class Meta:
        model = ProductText

    product = factory.SubFactory(ProductFactory, texts={})
    locale = "en"
    title = "Trail shoe"
    description = ""


class ProductVectorFactory(DjangoModelFactory[ProductVector]):
    """A vector along one axis: vectors of the same axis are alike, of different axes are not."""

    class Meta:
        model = ProductVector
        exclude = ("axis",)

    product = factory.SubFactory(ProductFactory)
    axis = 0
    embedding = factory.LazyAttribute(lambda row: [float(i == row.axis) for i in range(512)])
    encoder = "fake"
    text_hash = factory.LazyAttribute(lambda row: row.product.text_hash)


class PictureVectorFactory(DjangoModelFactory[PictureVector]):
    """A picture vector along one axis, as if no mean had been subtracted."""

    class Meta:
        model = PictureVector
        exclude = ("axis",)

    product = factory.SubFactory(ProductFactory, images=["a.png"])
    axis = 0
    raw = factory.LazyAttribute(lambda row: [float(i == row.axis) for i in range(1280)])
    embedding = factory.LazyAttribute(lambda row: row.raw)
    encoder = "fake"
    address = factory.LazyAttribute(lambda row: row.product.images[0])
    picture_hash = factory.LazyAttribute(lambda row: f"hash-{row.axis}")
    encoded_at = LONG_AGO


class ReviewFactory(DjangoModelFactory[Review]):
    class Meta:
        model = Review

    product = factory.SubFactory(ProductFactory)
    external_id = factory.Sequence(lambda n: f"review{n}")
    rating = 5
    text = "Keeps my feet dry all day."


class FeatureFactory(DjangoModelFactory[Feature]):
    class Meta:
        model = Feature

    product = factory.SubFactory(ProductFactory)
    kind = Feature.Kind.ATTRIBUTE
    name = "colour"
    value = "red"
    normalised = factory.LazyAttribute(lambda row: row.value.lower())
    confidence = 0.95
    evidence_field = "title:en"
    evidence_start = 0
    evidence_end = factory.LazyAttribute(lambda row: len(row.value))


class JobFactory(DjangoModelFactory[Job]):
    class Meta:
        model = Job

    kind = Job.Kind.EMBED_PRODUCTS


class ShopperFactory(DjangoModelFactory[Shopper]):
    class Meta:
        model = Shopper

    external_id = factory.Sequence(lambda n: f"s{n:04}")
    locale = "en"
    created_at = LONG_AGO


class InteractionFactory(DjangoModelFactory[Interaction]):
    class Meta:
        model = Interaction

    event_id = factory.Sequence(lambda n: f"event{n}")
    shopper = factory.SubFactory(ShopperFactory)
    product = factory.SubFactory(ProductFactory)
    type = Interaction.Type.VIEW
    occurred_at = datetime(2026, 6, 1, 12, tzinfo=UTC)


class InterestTagFactory(DjangoModelFactory[InterestTag]):
    class Meta:
        model = InterestTag

    shopper = factory.SubFactory(ShopperFactory)
    kind = "attribute"
    name = "colour"
    value = "red"
    label = factory.LazyAttribute(lambda row: row.value)
    weight = 1.0


class PlacementFactory(DjangoModelFactory[Placement]):
    class Meta:
        model = Placement
        django_get_or_create = ("key",)

    key = "home"
    name = "Home page"


class RuleFactory(DjangoModelFactory[Rule]):
    """A rule that is in force; `placement` is the one that it is for. What processes have compiled is forgotten."""

    class Meta:
        model = Rule
        exclude = ("placement",)

    release = factory.LazyFunction(release_first)
    placement = factory.SubFactory(PlacementFactory)
    placements = factory.LazyAttribute(lambda row: [row.placement.key])
    product = factory.SubFactory(ProductFactory)
    kind = Rule.Kind.PIN
    position = 1

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **values: Any) -> Any:
        made = super()._create(model_class, *args, **values)
        Release.objects.filter(pk=made.release_id).update(version=F("version") + 1)
        return made


class CopyFactory(DjangoModelFactory[Copy]):
    class Meta:
        model = Copy

    product = factory.SubFactory(ProductFactory)
    locale = "en"
    text = "A trail shoe for every path."


class ItemNeighbourFactory(DjangoModelFactory[ItemNeighbour]):
    class Meta:
        model = ItemNeighbour

    product = factory.SubFactory(ProductFactory)
    neighbour = factory.SubFactory(ProductFactory)
    position = 0
    score = 0.5


class ItemPopularityFactory(DjangoModelFactory[ItemPopularity]):
    class Meta:
        model = ItemPopularity

    product = factory.SubFactory(ProductFactory)
    score = 0.5
