"""What every list keeps, in shops drawn by chance: who may come, how many, why, and the same again."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from catalog.models import Product
from recommendations.engine.explanation import phrases
from recommendations.engine.types import Answer, Request
from recommendations.models import Placement, Rule
from recommendations.selectors.recommend import recommend
from recommendations.services.rules import rule_hide, rule_pin
from recommendations.services.training import recommender_train
from tests.factories import FeatureFactory, InteractionFactory, ProductFactory, ShopperFactory
from tests.recommendations.adapters.adapter_cases import vector
from users.models import Interaction, Shopper
from users.services.catalogue import _base_rates
from users.services.profiles import profile_refresh

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 30, tzinfo=UTC)
KINDS = ["view", "view", "view", "cart", "purchase", "dismiss", "search"]
SEEDS = [1, 2, 3]


@pytest.fixture(params=SEEDS)
def shop(request, merchandiser) -> list[Shopper]:
    """Forty products, of which some may not be shown; six shoppers with a past; two pins and two hides."""
    chance = np.random.default_rng(request.param)
    _base_rates.cache_clear()  # those of another test's catalog
    products = [_product(chance, n) for n in range(40)]
    shoppers = ShopperFactory.create_batch(6)
    for n in range(120):
        kind = str(chance.choice(KINDS))
        InteractionFactory(
            shopper=shoppers[int(chance.integers(6))],
            product=None if kind == "search" else products[int(chance.integers(40))],
            query="red shoes" if kind == "search" else "",
            type=kind,
            occurred_at=NOW - timedelta(minutes=7 * n + 1),
        )
    recommender_train(until=NOW)
    for shopper in shoppers:
        profile_refresh(shopper_id=shopper.pk, now=NOW)
    _rules(chance, [product for product in products if product.recommendable], merchandiser)
    return shoppers


def _product(chance, number: int) -> Product:
    product = ProductFactory(
        brand=str(chance.choice(["Norda", "Lund"])),
        price=str(round(float(chance.uniform(5, 200)), 2)),
        hidden=bool(chance.random() < 0.1),
        available=bool(chance.random() > 0.1),
        stock=[None, 0, 5][int(chance.integers(3))],
    )
    FeatureFactory(product=product, value=str(chance.choice(["red", "blue", "green"])))
    vector(product, *chance.standard_normal(4))
    return product


def _rules(chance, products: list[Product], by) -> None:
    home = Placement.objects.get(key="home")
    first, second, *hidden = (products[int(n)] for n in chance.choice(len(products), 4, replace=False))
    rule_pin(placement=home, product=first, position=1, by=by)
    rule_pin(placement=home, product=second, position=4, by=by)
    for product in hidden:
        rule_hide(placement=home, product=product, by=by)


def ask(shopper: Shopper, k: int = 10, **more) -> Answer:
    return recommend(Request(shopper_id=shopper.external_id, k=k, request_id="r1", as_of=NOW, **more))


def kept_away(shopper: Shopper) -> set[int]:
    """Return what this shopper may not be shown, read product by product."""
    unshowable = {product.pk for product in Product.objects.all() if not product.recommendable}
    acted = Interaction.objects.filter(shopper=shopper, type__in=["purchase", "dismiss"])
    hidden = Rule.live.filter(placements=["home"], kind="hide")
    return unshowable | {row.product_id for row in acted} | {rule.product_id for rule in hidden}


class RecommendPromisesTests:
    @pytest.mark.parametrize("k", [1, 10, 100])
    def test_k_different_showable_items_come_when_so_many_may_be_shown(self, shop, k):
        for shopper in shop:
            keys = [item.pk for item in ask(shopper, k).items]

            allowed = set(Product.objects.values_list("pk", flat=True)) - kept_away(shopper)
            assert len(keys) == len(set(keys)) == min(k, len(allowed))
            assert set(keys) <= allowed

    def test_pins_stand_at_their_positions_when_the_shopper_may_see_them(self, shop):
        for shopper in shop:
            answer = ask(shopper)

            pins = Rule.live.filter(placements=["home"], kind="pin").exclude(product__in=kept_away(shopper))
            expected = {rule.position: (rule.key, rule.product_id) for rule in pins}
            assert {item.rank: (item.rule_id, item.pk) for item in answer.items if item.rule_id} == expected
            assert sorted(answer.applied_rules) == sorted(rule.key for rule in pins)

    def test_factors_add_up_and_fall_in_order_when_no_rule_moves_them(self, shop):
        for shopper in shop:
            items = ask(shopper, use_rules=False).items

            for item in items:
                assert item.score == pytest.approx(sum(factor.contribution for factor in item.factors), abs=1e-9)
                assert all(0 < factor.value <= 1 for factor in item.factors)
            assert [item.score for item in items] == sorted((item.score for item in items), reverse=True)
            assert [item.rank for item in items] == list(range(1, 11))

    def test_all_sources_speak_when_shoppers_have_a_past(self, shop):
        names = {factor.name for shopper in shop for item in ask(shopper).items for factor in item.factors}

        assert names == {"interest", "together", "popular", "tags", "price"}

    @pytest.mark.parametrize("locale", ["en", "zh-hans", "es", "de", "fr", "ja"])
    def test_reason_tells_a_factor_that_is_there_when_told_in_any_language(self, shop, locale):
        sentences = phrases(locale)
        for item in ask(shop[0], locale=locale).items:
            possible = {
                sentences[factor.ground or factor.name].format(evidence=factor.evidence)
                for factor in item.factors
                if factor.name != "llm"
            }
            assert item.reason in possible | {sentences["other"]}

    def test_answer_is_equal_when_the_same_is_asked_again(self, shop):
        for shopper in shop:
            assert ask(shopper) == ask(shopper)

    def test_shorter_list_is_the_head_of_the_longer_when_no_rule_moves_them(self, shop):
        for shopper in shop:
            longer = [item.pk for item in ask(shopper, 12, use_rules=False).items]

            assert [item.pk for item in ask(shopper, 5, use_rules=False).items] == longer[:5]
