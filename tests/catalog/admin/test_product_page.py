"""The page of a product, and what htmx does on it."""

from decimal import Decimal

import pytest

from catalog.models import Feature, Review
from tests.staff_pages import NOW, category, client_of, feature, product


@pytest.mark.django_db
class ProductPageTests:
    def test_page_shows_evidence_value_review_and_origin(self) -> None:
        row = product(attributes={"weight": "310 g"}, price=Decimal("89.90"))
        read = feature(row, model="smollm2", prompt_version="v3")
        Review.objects.create(
            product=row, external_id="r1", rating=4, title="Dry all day", text="Rain.", created_at=NOW
        )

        page = client_of("analyst").get(f"/admin/catalog/product/{row.pk}/change/").content.decode()

        assert f'data-rd-feature="{read.pk}"' in page
        assert '<mark class="rd-mark rd-mark--proposed"' in page
        for words in ("merino wool", "smollm2 v3", "95%", "Dry all day", "310 g", "€89.90"):
            assert words in page

    def test_page_offers_decisions_only_when_role_may_decide(self) -> None:
        row = product()
        feature(row)

        seen = {
            role: client_of(role).get(f"/admin/catalog/product/{row.pk}/change/")
            for role in ("merchandiser", "analyst")
        }

        assert "/decide/" in seen["merchandiser"].content.decode()
        assert "/decide/" not in seen["analyst"].content.decode()

    def test_toggle_hides_and_shows_again(self) -> None:
        row, client = product(), client_of("merchandiser")

        client.post(f"/admin/catalog/product/{row.pk}/toggle-hidden/")
        row.refresh_from_db()
        hidden_first = row.hidden
        client.post(f"/admin/catalog/product/{row.pk}/toggle-hidden/")
        row.refresh_from_db()

        assert (hidden_first, row.hidden) == (True, False)

    def test_category_counts_as_verified_when_staff_set_it(self) -> None:
        row, shoes = product(), category()

        client_of("merchandiser").post(
            f"/admin/catalog/product/{row.pk}/change/", {"category": shoes.pk, "available": "on", "_save": "1"}
        )

        row.refresh_from_db()
        verified = Feature.objects.get(product=row, kind="category")
        assert (row.category, verified.normalised, verified.status) == (shoes, shoes.path, "verified")

    def test_toggle_is_refused_when_role_may_not(self) -> None:
        row = product()

        answer = client_of("marketer").post(f"/admin/catalog/product/{row.pk}/toggle-hidden/")

        row.refresh_from_db()
        assert (answer.status_code, row.hidden) == (403, False)


@pytest.mark.django_db
class FeatureDecideTests:
    @pytest.mark.parametrize(("decision", "status"), [("verify", "verified"), ("reject", "rejected")])
    def test_decision_sets_the_status(self, decision: str, status: str) -> None:
        read = feature(product())

        answer = client_of("merchandiser").post(f"/admin/catalog/feature/{read.pk}/decide/", {"decision": decision})

        read.refresh_from_db()
        assert (answer.status_code, read.status) == (200, status)
        assert f"rd-mark--{status}" in answer.content.decode()

    def test_correction_stores_the_value_as_the_staffs(self) -> None:
        row = product()
        read = feature(row, normalised="cotton")

        client_of("merchandiser").post(
            f"/admin/catalog/feature/{read.pk}/decide/", {"decision": "correct", "normalised": "wool"}
        )

        values = Feature.objects.filter(product=row).order_by("normalised")
        assert list(values.values_list("normalised", "source", "status")) == [
            ("cotton", "model", "rejected"),
            ("wool", "staff", "verified"),
        ]

    def test_correction_is_refused_in_words_when_no_text_shows_it(self) -> None:
        read = feature(product())

        answer = client_of("merchandiser").post(
            f"/admin/catalog/feature/{read.pk}/decide/", {"decision": "correct", "normalised": "titanium"}
        )

        assert (answer.status_code, "titanium" in answer.content.decode()) == (400, True)

    def test_decision_is_refused_in_words_when_it_is_none(self) -> None:
        read = feature(product())

        answer = client_of("merchandiser").post(f"/admin/catalog/feature/{read.pk}/decide/", {"decision": "correct"})

        read.refresh_from_db()
        assert (answer.status_code, answer["Content-Type"], read.status) == (
            400,
            "text/plain; charset=utf-8",
            "proposed",
        )

    @pytest.mark.parametrize("role", ["marketer", "analyst", "outsider"])
    def test_decision_is_refused_when_role_may_not(self, role: str) -> None:
        read = feature(product())

        answer = client_of(role).post(f"/admin/catalog/feature/{read.pk}/decide/", {"decision": "verify"})

        read.refresh_from_db()
        assert (answer.status_code, read.status) == (403, "proposed")

    def test_threshold_verifies_what_reaches_it(self) -> None:
        row = product()
        high, low = feature(row, confidence=0.8), feature(row, confidence=0.4, name="colour")

        client_of("merchandiser").post(f"/admin/catalog/product/{row.pk}/verify-sure/", {"threshold": "0.7"})

        high.refresh_from_db()
        low.refresh_from_db()
        assert (high.status, low.status) == ("verified", "proposed")
