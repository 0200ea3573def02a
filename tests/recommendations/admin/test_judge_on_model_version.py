"""What staff see of the judge on the page of its model version."""

import pytest

from recommendations.models import Judge, ModelVersion

ROW = {
    "history": "0–2", "item": "new", "lists": 41, "ndcg_never": 0.4001, "ndcg_always": 0.3502, "ndcg_router": 0.4503,
    "router_gain": 0.0502, "router_low": 0.0104, "router_high": 0.0905, "weight_old": 0.3, "weight_new": 0.6,
}  # fmt: skip
PART = {
    "rows": [ROW], "lists": 41, "ndcg_never": 0.4001, "ndcg_always": 0.3502, "ndcg_router": 0.4503,
    "router_over_never_gain": 0.0502, "router_over_never_low": 0.0104, "router_over_never_high": 0.0905,
}  # fmt: skip
REPORT = {
    "validation": {"model": PART, "student": PART},
    "cost": {"calls": 1250, "tokens": 98765, "milliseconds": 4321},
    "student_agreement": 0.71,
}


@pytest.mark.django_db
class JudgePanelTests:
    def test_rows_intervals_weights_and_costs_are_shown(self, client, analyst):
        version = ModelVersion.objects.create(version="v7")
        Judge.objects.create(model_version=version, language_model="smollm2", prompt_version="1", report=REPORT)
        client.force_login(analyst)

        page = client.get(f"/admin/recommendations/modelversion/{version.pk}/change/").content.decode()

        shown = ("smollm2", "0–2", "0.4503", "0.0502 (0.0104 … 0.0905)", "0.3 · 0.6", "1,250", "98,765", "0.71")
        assert [text for text in shown if text not in page] == []

    def test_panel_is_absent_when_no_judge_was_learned(self, client, analyst):
        version = ModelVersion.objects.create(version="v7")
        client.force_login(analyst)

        page = client.get(f"/admin/recommendations/modelversion/{version.pk}/change/").content.decode()

        assert "judge-title" not in page
