"""The staff pages of releases: what they show, what their buttons do, and to whom they are open."""

import json

import pytest
from django.test import Client

from recommendations.models import Flow, Release, Rule
from recommendations.selectors.releases import release_live
from recommendations.services.release_workflow import release_submit
from recommendations.services.releases import release_begin
from recommendations.services.rule_edits import rule_add, rule_change
from tests.factories import ItemPopularityFactory, PlacementFactory, ProductFactory
from tests.staff_pages import ROLES, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_author(author) -> Client:
    client = Client()
    client.force_login(author)
    return client


@pytest.fixture
def as_reviewer(reviewer) -> Client:
    client = Client()
    client.force_login(reviewer)
    return client


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def act(client: Client, release: Release, **pressed: str) -> str:
    response = client.post(f"/admin/releases/{release.number}/act/", pressed, follow=True)
    return response.content.decode()


class ReleasePagesByRoleTests:
    @pytest.mark.parametrize("role", ROLES)
    def test_pages_open_when_role_may_see_them(self, role):
        client = client_of(role)
        expected = 403 if role == "outsider" else 200
        number = release_live().number

        assert [
            client.get(address).status_code
            for address in ("/admin/releases/", f"/admin/releases/{number}/", "/admin/releases/rules/mend/")
        ] == [expected] * 3

    @pytest.mark.parametrize(("role", "status"), [("marketer", 403), ("analyst", 403), ("merchandiser", 302)])
    def test_draft_is_begun_by_who_may(self, role, status):
        response = client_of(role).post("/admin/releases/start/", {"name": "Autumn"})

        assert response.status_code == status
        assert Release.objects.filter(name="Autumn").exists() == (status == 302)


class ReleasePageTests:
    def test_rule_stands_as_a_sentence_in_its_placement_and_in_what_changes(self, draft, author, as_author):
        rule_add(
            release_id=draft.pk,
            by=author,
            values={
                "kind": "hide",
                "placements": ["home"],
                "condition": {"all": [{"text": ["winter"]}, {"price": {"below": 50.0, "currency": "EUR"}}]},
                "audience": {"locales": ["es"]},
            },
        )

        shown = page(as_author, f"/admin/releases/{draft.number}/")

        sentence = "Hide products with “winter” in the title under €50 in Home page in the locales es"
        assert shown.count(sentence) >= 2

    def test_review_leads_to_the_storefront_by_the_buttons(self, draft, as_author, as_reviewer):
        assert "Sent for review." in act(as_author, draft, submit="1")
        draft.refresh_from_db()
        assert "Approved." in act(as_reviewer, draft, approve="1", version=str(draft.version))
        draft.refresh_from_db()
        assert "Published" in act(as_author, draft, publish="1", version=str(draft.version))

        assert release_live() == draft
        assert "Live again: #1" in act(as_author, draft, roll_back="1")
        assert release_live().number == 1

    def test_author_is_refused_in_words_and_has_no_button(self, draft, as_author):
        act(as_author, draft, submit="1")

        shown = act(as_author, draft, approve="1")

        assert "somebody else has to review it" in shown
        assert 'name="approve"' not in shown
        draft.refresh_from_db()
        assert draft.state == "in_review"

    def test_flow_is_saved_and_told_in_words(self, draft, as_author):
        flow = Flow.objects.get(release=draft, placement__key="home")
        form = {f"flow{flow.pk}-{name}": value for name, value in FLOW.items()}

        shown = act(as_author, draft, flow=str(flow.pk), version="1", **form)

        flow.refresh_from_db()
        assert (flow.k, flow.language_model, flow.weights, flow.diversity) == (12, False, {"popular": 0.5}, 0.5)
        assert "Home page: items 12" in shown
        assert "Home page: language model off" in shown

    def test_rule_moves_up_past_its_neighbour_of_the_same_kind(self, draft, author, as_author):
        first, hide, second = (
            rule_add(release_id=draft.pk, by=author, values=values)
            for values in (
                {"kind": "boost", "strength": 0.1},
                {"kind": "hide", "condition": {"brand": ["A"]}},
                {"kind": "boost", "strength": 0.2},
            )
        )

        act(as_author, draft, move=f"{second.key}:up")

        assert list(Rule.objects.filter(release=draft).values_list("key", flat=True)) == [
            second.key,
            hide.key,
            first.key,
        ]


FLOW = {
    "k": "12",
    "diversity": "0.5",
    "new_share": "0.1",
    "exploration_share": "0",
    "fallback": "popular",
    "weight_popular": "0.5",
}
BOOST = {"kind": "boost", "strength": "50", "measure": "percent", "brands": "Norda", "placements": ["home"]}


class RuleEditorTests:
    def test_rule_is_made_from_the_form(self, draft, as_author):
        response = as_author.post(f"/admin/releases/{draft.number}/rules/new/", BOOST)

        rule = Rule.objects.get(release=draft)
        assert response.status_code == 302
        assert (rule.kind, rule.strength, rule.condition, rule.placements) == (
            "boost",
            0.5,
            {"brand": ["Norda"]},
            ["home"],
        )

    def test_form_shows_what_the_rule_says(self, draft, author, as_author):
        values = {"kind": "hide", "condition": {"price": {"below": 50.0, "currency": "EUR"}}, "note": "Too cheap"}
        rule = rule_add(release_id=draft.pk, by=author, values=values)

        response = as_author.get(f"/admin/releases/{draft.number}/rules/{rule.key}/")

        initial = response.context["form"].initial
        assert (initial["price_below"], initial["note"], initial.get("condition_json")) == (50.0, "Too cheap", None)

    def test_condition_that_fields_cannot_say_is_shown_as_json(self, draft, author, as_author):
        condition = {"any": [{"brand": ["A"]}, {"brand": ["B"]}]}
        rule = rule_add(release_id=draft.pk, by=author, values={"kind": "hide", "condition": condition})

        response = as_author.get(f"/admin/releases/{draft.number}/rules/{rule.key}/")

        assert json.loads(response.context["form"].initial["condition_json"]) == condition

    @pytest.mark.parametrize(
        "wrong",
        [{"products": "nothing"}, {"condition_json": "{"}, {"condition_json": '{"colour": ["red"]}'}, {"strength": ""}],
        ids=str,
    )
    def test_refusal_is_told_and_what_was_typed_stays(self, draft, as_author, wrong):
        shown = as_author.post(f"/admin/releases/{draft.number}/rules/new/", BOOST | wrong | {"note": "Keep me"})

        assert shown.status_code == 200
        assert 'value="Keep me"' in shown.content.decode()
        assert not Rule.objects.filter(release=draft).exists()

    def test_second_editor_sees_who_changed_what_and_saves_over_it(self, draft, author, as_reviewer):
        rule = rule_add(release_id=draft.pk, by=author, values={"kind": "boost", "strength": 0.1, "note": "Old"})
        address = f"/admin/releases/{draft.number}/rules/{rule.key}/"
        base = as_reviewer.get(address).context["base"]
        rule_change(rule_id=rule.pk, by=author, expected_version=1, values={"strength": 0.3})
        typed = {"kind": "boost", "strength": "20", "measure": "percent", "note": "Mine", "base": base}

        shown = as_reviewer.post(address, typed | {"version": "1"})

        text = shown.content.decode()
        assert "merchandiser changed this rule while you were at it" in text
        assert [row["field"] for row in shown.context["changed"] if row["clash"]] == ["strength"]
        assert 'value="Mine"' in text
        rule.refresh_from_db()
        assert (rule.strength, rule.note) == (0.3, "Old")

        as_reviewer.post(address, typed | {"version": str(shown.context["rule"].version)})

        rule.refresh_from_db()
        assert (rule.strength, rule.note) == (0.2, "Mine")

    def test_touched_products_are_counted_while_typing(self, draft, as_author):
        ProductFactory(brand="Norda", texts__title="Trail shoe")
        ProductFactory(brand="Norda", stock=0)
        ProductFactory(brand="Alpa")

        shown = as_author.post(f"/admin/releases/{draft.number}/rules/count/", BOOST).content.decode()

        assert "Boost products of the brand Norda by 50% in Home page" in shown
        assert "2 products of 3" in shown
        assert "1 can be shown now" in shown


class PreviewOfDraftTests:
    @pytest.fixture(autouse=True)
    def _rows(self):
        for n in range(1, 4):
            product = ProductFactory(external_id=f"sku-{n}", texts__title=f"Shoe {n}")
            ItemPopularityFactory(product=product, score=1 - n / 10)

    def test_draft_stands_beside_live_with_its_changes(self, draft, as_author):
        act = {"state": f"anonymous=1&placement=home&draft={draft.number}", "pin": "1:sku-3"}

        shown = as_author.post("/admin/preview/act/", act, follow=True).content.decode()

        assert "0 in, 0 out, 3 moved" in shown
        assert "place 3 live" in shown
        assert (Rule.live.count(), Rule.objects.filter(release=draft).count()) == (0, 1)

    def test_question_why_not_is_answered(self, draft, author, as_author):
        rule_add(release_id=draft.pk, by=author, values={"kind": "hide", "condition": {"product": ["sku-2"]}})

        shown = page(as_author, f"/admin/preview/?anonymous=1&placement=home&draft={draft.number}&why=sku-2")

        assert "A rule keeps it out: Hide products with the id sku-2 everywhere." in shown

    def test_rule_is_left_out_when_it_is_switched_off(self, draft, author, as_author):
        rule = rule_add(release_id=draft.pk, by=author, values={"kind": "hide", "condition": {"product": ["sku-2"]}})
        address = f"/admin/preview/?anonymous=1&placement=home&draft={draft.number}"

        assert len(as_author.get(address).context["cards"]) == 2
        assert len(as_author.get(f"{address}&without={rule.key}").context["cards"]) == 3


class ApprovalPageTests:
    def test_guest_sees_what_changes_and_decides_once(self, draft, author, as_reviewer):
        rule_add(release_id=draft.pk, by=author, values={"kind": "hide", "condition": {"brand": ["Norda"]}})
        release_submit(release_id=draft.pk, by=author)
        shown = act(as_reviewer, draft, invite="1", guest="Ada")
        address = shown[shown.index("/decide/") :].split("<")[0].split('"')[0].strip()
        guest = Client()

        assert "Hide products of the brand Norda everywhere" in page(guest, address)
        assert "approved" in guest.post(address, {"approve": "1"}).content.decode()

        draft.refresh_from_db()
        assert draft.state == "approved"
        assert guest.get(address).status_code == 410

    def test_forged_link_is_gone(self):
        assert Client().get("/decide/W10:abc/").status_code == 410


class HygienePageTests:
    def test_dead_pin_is_taken_out_in_one_press(self, as_author, author):
        from recommendations.services.rules import rule_pin

        product = ProductFactory(texts__title="Gone shoe")
        rule = rule_pin(placement=PlacementFactory(), product=product, position=1, by=author)
        product.stock = 0
        product.save()

        assert "Gone shoe" in page(as_author, "/admin/releases/rules/mend/")
        as_author.post("/admin/releases/rules/mend/one/", {"mend": f"remove:{rule.key}"})

        assert Rule.live.count() == 0
        assert "0 rules to mend" in page(as_author, "/admin/releases/rules/mend/")

    def test_rule_stays_when_what_is_asked_for_is_no_mend(self, as_author, author):
        from recommendations.services.rules import rule_pin

        rule = rule_pin(placement=PlacementFactory(), product=ProductFactory(), position=1, by=author)

        assert as_author.post("/admin/releases/rules/mend/one/", {"mend": f"polish:{rule.key}"}).status_code == 404
        assert Rule.live.get().key == rule.key

    def test_home_page_names_a_release_that_waits_for_others(self, as_author, as_reviewer, author):
        release = release_begin(by=author, name="Autumn")
        release_submit(release_id=release.pk, by=author)

        assert "Release “Autumn” waits for review" in page(as_reviewer, "/admin/")
        assert "Release “Autumn” waits for review" not in page(as_author, "/admin/")
