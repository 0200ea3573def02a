"""Pages to read: AI ledger, model versions, copy."""

from datetime import timedelta

import pytest

from recommendations.models import Copy, ModelCall, ModelVersion
from recommendations.services.training import recommender_train
from tests.factories import InteractionFactory
from tests.staff_pages import NOW, client_of, product


def call(purpose: str, **values: float) -> ModelCall:
    figures = {"inputs": 32, "tokens_in": 900, "tokens_out": 100, "milliseconds": 500.0}
    text = {"prompt_id": "p", "prompt_version": "v1", "model": "smollm2", "input_hash": "0" * 64}
    return ModelCall.objects.create(purpose=purpose, **text, **(figures | values))


@pytest.mark.django_db
class LedgerTests:
    def test_totals_are_those_of_the_rows_listed(self) -> None:
        call("features")
        call("features", milliseconds=1500.0)
        call("copy", tokens_in=5000)

        answer = client_of("analyst").get("/admin/recommendations/modelcall/?purpose=features")

        assert answer.context["totals"] == {
            "calls": 2, "inputs": 64, "tokens_in": 1800, "tokens_out": 200, "ms": 2000.0, "seconds": 2.0,
            "tokens_per_second": 1000.0,
        }  # fmt: skip

    def test_page_opens_when_no_call_was_made(self) -> None:
        answer = client_of("analyst").get("/admin/recommendations/modelcall/")

        assert answer.context["totals"]["tokens_per_second"] is None
        assert "No language model has worked yet." in answer.content.decode()

    def test_row_cannot_be_changed(self) -> None:
        row = call("features")

        answer = client_of("administrator").post(f"/admin/recommendations/modelcall/{row.pk}/change/", {"purpose": "x"})

        row.refresh_from_db()
        assert (answer.status_code, row.purpose) == (403, "features")


@pytest.mark.django_db
class ModelVersionTests:
    def test_list_shows_what_training_wrote(self) -> None:
        InteractionFactory(occurred_at=NOW - timedelta(days=40))
        InteractionFactory(occurred_at=NOW - timedelta(days=1))
        row = recommender_train(until=NOW)
        figures = {"ndcg_at_10": 0.1234, "ndcg_at_10_popularity": 0.0816}
        ModelVersion.objects.update(events=1234, metrics={**row.metrics, **figures})

        listed = client_of("analyst").get("/admin/recommendations/modelversion/").content.decode()

        shown = ("in use", "0.123", "0.082", "Nothing spoke against it.", "1,234", "10/15/2026 · 11/23/2026")
        assert [words for words in shown if words not in listed] == []

    def test_nothing_is_made_up_when_a_version_has_no_figures(self) -> None:
        row = ModelVersion.objects.create(version="v7")
        client = client_of("analyst")

        listed = client.get("/admin/recommendations/modelversion/").content.decode()

        assert "never in use" in listed
        assert client.get(f"/admin/recommendations/modelversion/{row.pk}/change/").status_code == 200
        assert client.get("/admin/recommendations/modelversion/999/change/").status_code == 302


@pytest.mark.django_db
class CopyListTests:
    def test_row_leads_to_the_desk(self) -> None:
        row = Copy.objects.create(product=product(), locale="en", text="Light.", state="in_review")

        page = client_of("marketer").get("/admin/recommendations/copy/").content.decode()

        assert f'href="/admin/copy-desk/?state=in_review&amp;copy={row.pk}"' in page
        assert "in review" in page
