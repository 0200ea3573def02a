"""Rules on what products are, in whole answers: exact places, full lists, scores that add up."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recommendations.engine.types import Answer, Request
from recommendations.models import Release
from recommendations.selectors.recommend import recommend
from recommendations.services.releases import release_begin
from recommendations.services.rule_edits import rule_add
from tests.factories import (
    CategoryFactory,
    FeatureFactory,
    InterestTagFactory,
    ItemPopularityFactory,
    ProductFactory,
    RuleFactory,
    ShopperFactory,
)

pytestmark = pytest.mark.django_db


def ask(**request) -> Answer:
    return recommend(Request(**{"shopper_id": None, **request}))


def ids(answer: Answer) -> list[str]:
    return [item.product_id for item in answer.items]


def rule(**values):
    """A rule of all placements that is in force."""
    return RuleFactory(**{"placements": [], "product": None, "position": None, "condition": {}} | values)


@pytest.fixture
def shop():
    """Six products in the order of popularity: shoes and tea in turn, 10 to 60 euros."""
    shoes, tea = CategoryFactory(slug="shoes"), CategoryFactory(slug="tea")
    trail = CategoryFactory(slug="trail", parent=shoes)
    made = []
    for n in range(1, 7):
        product = ProductFactory(
            external_id=f"p{n}",
            brand="Norda" if n % 3 else "Alpa",
            price=n * 10,
            category=trail if n % 2 else tea,
            texts__title=f"{'Trail shoe' if n % 2 else 'Green tea'} {n}",
        )
        ItemPopularityFactory(product=product, score=1 - n / 10)
        made.append(product)
    return made


class ConditionsWithinRequestTests:
    @pytest.mark.parametrize(
        ("condition", "left"),
        [
            ({"category": ["shoes"]}, ["p2", "p4", "p6"]),  # and all below it
            ({"brand": ["alpa"]}, ["p1", "p2", "p4", "p5"]),
            ({"price": {"at_least": 30, "below": 50, "currency": "EUR"}}, ["p1", "p2", "p5", "p6"]),
            ({"price": {"below": 50, "currency": "USD"}}, ["p1", "p2", "p3", "p4", "p5", "p6"]),
            ({"text": ["green"]}, ["p1", "p3", "p5"]),
            ({"product": ["p1", "p4"]}, ["p2", "p3", "p5", "p6"]),
            ({"attribute": {"name": "colour", "values": ["red"]}}, ["p1", "p3", "p4", "p5", "p6"]),
            ({"not": {"any": [{"category": ["tea"]}, {"brand": ["Alpa"]}]}}, ["p2", "p3", "p4", "p6"]),
        ],
        ids=str,
    )
    def test_products_that_the_condition_means_are_hidden(self, shop, condition, left):
        FeatureFactory(product=shop[1], name="colour", value="red")
        hides = rule(kind="hide", condition=condition)

        answer = ask()

        assert ids(answer) == left
        assert answer.hidden_by_rules == ((hides.key,) if len(left) < 6 else ())

    def test_only_what_is_included_comes_even_when_another_is_pinned(self, shop):
        rule(kind="include_only", condition={"category": ["tea"]})
        rule(kind="pin", product=shop[0], position=1)

        assert ids(ask()) == ["p2", "p4", "p6"]

    def test_boosted_product_moves_up_and_its_factors_add_up(self, shop):
        boost = rule(kind="boost", condition={"product": ["p6"]}, strength=2.0)

        answer = ask()

        assert ids(answer)[0] == "p6"
        first = answer.items[0]
        [factor] = [one for one in first.factors if one.name == f"rule:{boost.key}"]
        assert factor.weight == 2.0
        assert sum(one.contribution for one in first.factors) == pytest.approx(first.score, abs=1e-9)
        assert answer.applied_rules == (boost.key,)

    def test_limit_of_a_brand_lets_others_come_first(self, shop):
        rule(kind="diversity_limit", per="brand", limit=1, window=2)

        assert ids(ask())[:3] == ["p1", "p3", "p2"]


class AudienceWithinRequestTests:
    def test_rule_holds_for_its_locale_alone(self, shop):
        rule(kind="hide", condition={"brand": ["Norda"]}, audience={"locales": ["es"]})

        assert len(ids(ask(locale="es-mx"))) == 2
        assert len(ids(ask(locale="de"))) == 6

    def test_rule_holds_for_who_likes_something(self, shop):
        from django.utils import timezone

        fan = ShopperFactory(external_id="fan", event_count=3, profile_built_at=timezone.now())
        InterestTagFactory(shopper=fan, kind="function", name="function", value="hiking")
        rule(kind="hide", condition={"brand": ["Norda"]}, audience={"tags": [["function", "function", "hiking"]]})

        assert (len(ids(ask(shopper_id="fan"))), len(ids(ask()))) == (2, 6)


class FullListTests:
    """k products come whenever k satisfy the rules, however many of the best are kept out."""

    @pytest.fixture
    def many(self):
        """150 popular products of one brand, and 12 of another behind all of them."""
        for n in range(150):
            ItemPopularityFactory(product__external_id=f"a{n:03}", product__brand="Alpa", score=1 - n / 1000)
        return [ProductFactory(external_id=f"n{n:02}", brand="Norda").external_id for n in range(12)]

    def test_list_is_full_when_a_rule_hides_nearly_all(self, many):
        rule(kind="hide", condition={"brand": ["Alpa"]})

        assert sorted(ids(ask(k=10))) == sorted(set(many) & set(ids(ask(k=10))))
        assert len(ids(ask(k=10))) == 10

    def test_list_is_full_when_only_few_are_included(self, many):
        rule(kind="include_only", condition={"brand": ["Norda"]})

        assert len(ids(ask(k=12))) == 12

    def test_share_is_kept_when_no_source_found_any_of_it(self, many):
        rule(kind="share", condition={"brand": ["Norda"]}, share=0.5)

        assert sum(one in many for one in ids(ask(k=10))) == 5


conditions = st.sampled_from(
    [{"category": ["shoes"]}, {"brand": ["Alpa"]}, {"price": {"below": 30}}, {"product": ["p2", "p5"]}]
)
rules = st.lists(
    st.one_of(
        st.builds(lambda c: {"kind": "hide", "condition": c}, conditions),
        st.builds(lambda c: {"kind": "include_only", "condition": c}, conditions),
        st.builds(lambda c, s: {"kind": "boost", "condition": c, "strength": s}, conditions, st.floats(0.1, 2)),
        st.builds(lambda c, s: {"kind": "bury", "condition": c, "strength": s}, conditions, st.floats(0.1, 1)),
        st.builds(lambda c: {"kind": "share", "condition": c, "share": 0.5}, conditions),
        st.builds(lambda n, at: {"kind": "pin", "product": n, "position": at}, st.integers(0, 5), st.integers(1, 6)),
        st.just({"kind": "diversity_limit", "per": "brand", "limit": 1}),
    ),
    max_size=5,
)
MEANT = {
    "category": lambda n: n % 2 == 1,
    "brand": lambda n: n % 3 == 0,
    "price": lambda n: n * 10 < 30,
    "product": lambda n: n in (2, 5),
}


class AnyRulesTests:
    @settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(rules)
    def test_answer_keeps_the_conflict_order_when_rules_are_any(self, shop, merchandiser, some):
        draft = release_begin(by=merchandiser)
        for values in some:
            product = {"product": shop[values["product"]]} if "product" in values else {}
            rule_add(release_id=draft.pk, by=merchandiser, values=values | product)
        number = Release.objects.get(pk=draft.pk).number

        answer = ask(release=number)

        allowed = set(range(1, 7))
        for values in some:
            if values["kind"] in ("hide", "include_only"):
                [name] = values["condition"]
                meant = {n for n in range(1, 7) if MEANT[name](n)}
                allowed = allowed - meant if values["kind"] == "hide" else allowed & meant
        assert set(ids(answer)) == {f"p{n}" for n in allowed}
        for item in answer.items:
            assert sum(one.contribution for one in item.factors) == pytest.approx(item.score, abs=1e-6)
        pins = [values for values in some if values["kind"] == "pin" and values["product"] + 1 in allowed]
        if pins and pins[0]["position"] <= len(allowed) - len({values["product"] for values in pins}) + 1:
            assert ids(answer)[pins[0]["position"] - 1] == f"p{pins[0]['product'] + 1}"
