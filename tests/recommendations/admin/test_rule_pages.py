"""Rules as sentences, made and removed by hand."""

import pytest

from recommendations.models import Placement, Rule
from tests.factories import RuleFactory
from tests.staff_pages import client_of, product

LIST = "/admin/recommendations/rule/"


def form(placement: Placement, of: int, **values: str) -> dict[str, str]:
    return {"placement": str(placement.pk), "kind": "pin", "product": str(of), "position": "2", "note": ""} | values


@pytest.mark.django_db
class RuleAdminTests:
    def test_list_says_each_rule_in_a_sentence(self) -> None:
        placement = Placement.objects.create(key="basket", name="Basket")
        RuleFactory(placement=placement, product=product(1), position=2)
        RuleFactory(placement=placement, kind="hide", product=product(2), position=None)

        page = client_of("analyst").get(LIST).content.decode()

        assert "Pin <strong>Trail shoe 1</strong> at position 2 of Basket" in page
        assert "Hide <strong>Trail shoe 2</strong> from Basket" in page

    def test_list_teaches_when_there_is_no_rule(self) -> None:
        page = client_of("analyst").get(LIST).content.decode()

        assert "No rules yet." in page
        assert 'href="/admin/preview/"' in page

    def test_pin_is_made_with_its_maker(self) -> None:
        placement = Placement.objects.create(key="basket", name="Basket")

        answer = client_of("merchandiser").post(f"{LIST}add/", form(placement, product().pk, note="Autumn"))

        rule = Rule.live.get()
        assert answer.status_code == 302
        assert (rule.kind, rule.position, rule.note, rule.created_by.username) == ("pin", 2, "Autumn", "merchandiser")

    def test_pin_is_refused_in_words_when_the_product_cannot_be_shown(self) -> None:
        placement = Placement.objects.create(key="basket", name="Basket")

        answer = client_of("merchandiser").post(f"{LIST}add/", form(placement, product(hidden=True).pk))

        assert list(answer.context["adminform"].form.errors) == ["product"]
        assert not Rule.objects.exists()

    def test_pin_is_refused_when_it_has_no_position(self) -> None:
        placement = Placement.objects.create(key="basket", name="Basket")

        answer = client_of("merchandiser").post(f"{LIST}add/", form(placement, product().pk, position=""))

        assert list(answer.context["adminform"].form.errors) == ["position"]
        assert not Rule.objects.exists()

    def test_rule_stays_when_role_may_not_remove_it(self) -> None:
        placement = Placement.objects.create(key="basket", name="Basket")
        rule = RuleFactory(placement=placement, kind="hide", product=product(), position=None)

        answer = client_of("marketer").post(f"{LIST}{rule.pk}/delete/", {"post": "yes"})

        assert answer.status_code == 403
        assert Rule.objects.count() == 1
