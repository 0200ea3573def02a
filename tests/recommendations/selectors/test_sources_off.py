"""A source that a flow switches off is not asked; what a flow would do is shown before it is saved."""

from dataclasses import replace

import pytest

from recommendations.adapters.candidates import retrieved
from recommendations.engine.flow import Flow as EngineFlow
from recommendations.engine.types import Request
from recommendations.models import Flow, Release
from recommendations.selectors.recommend import recommend
from recommendations.selectors.releases import release_live
from recommendations.services.releases import release_begin
from tests.factories import ItemPopularityFactory, PlacementFactory, ProductFactory
from tests.recommendations.adapters.adapter_cases import NOW, scope
from tests.staff_pages import client_of, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf():
    PlacementFactory()
    known = [ItemPopularityFactory(product=ProductFactory(), score=1 - n / 10).product for n in range(3)]
    fresh = [ProductFactory(created_at=NOW) for _ in range(2)]
    return [product.pk for product in known], [product.pk for product in fresh]


def found(*off):
    return set(retrieved(replace(scope(now=NOW), sources_off=frozenset(off)), 2).candidates.pk.tolist())


class SourcesOffTests:
    def test_popular_products_are_not_looked_for(self, shelf):
        known, fresh = shelf

        assert found() == {*known, *fresh} - {known[2]}  # two of the popular, as asked for, and all that is new
        assert found("popular") == {*fresh}

    def test_new_products_are_not_looked_for(self, shelf):
        known, _ = shelf

        assert found("new") == {*known[:2]}

    def test_list_is_full_when_every_source_is_off(self, shelf):
        off = EngineFlow(sources_off=frozenset({"popular", "new", "interest", "sequence", "tags", "together"}))

        items = recommend(Request(None, k=5, flow=off, as_of=NOW)).items

        assert [item.pk for item in items] == [*shelf[0], *shelf[1]]  # nothing counts, so ids decide

    def test_flow_of_the_release_decides_when_none_is_tried(self, shelf):
        Flow.objects.filter(release=release_live()).update(sources_off=["popular"], weights={"new": 1.0})

        assert {item.pk for item in recommend(Request(None, k=2, as_of=NOW)).items} == {*shelf[1]}


class FlowEffectTests:
    @pytest.fixture
    def draft(self):
        return release_begin(by=staff("merchandiser"), name="Autumn")

    def ask(self, draft, client, **changes):
        flow = Flow.objects.get(release=draft, placement__key="home")
        form = {"k": 2, "diversity": 0, "new_share": 0, "exploration_share": 0, "fallback": "popular"} | changes
        return client.post(
            f"/admin/releases/{draft.number}/flows/{flow.pk}/effect/",
            {f"flow{flow.pk}-{name}": value for name, value in form.items()},
        )

    def test_effect_is_shown_and_nothing_stored(self, shelf, draft):
        client = client_of("administrator")
        before = Release.objects.get(pk=draft.pk).version

        page = self.ask(draft, client, sources_off=["popular"], weight_new=1.0).content.decode()

        assert "somebody unknown:" in page and "3 out" in page
        assert Release.objects.get(pk=draft.pk).version == before
        assert Flow.objects.get(release=draft, placement__key="home").sources_off == []

    def test_field_that_cannot_be_read_is_told(self, shelf, draft):
        page = self.ask(draft, client_of("administrator"), k="many").content.decode()

        assert "once every field can be read" in page

    def test_analyst_may_not(self, shelf, draft):
        assert self.ask(draft, client_of("analyst")).status_code == 403
