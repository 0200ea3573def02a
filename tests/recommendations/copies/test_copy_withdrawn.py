"""A product change takes contradicted copy back, without anybody asking for it."""

from typing import Any

import pytest

from catalog.feeds.records import ProductRecord, TextRecord
from catalog.models import Product
from catalog.services.products import product_upsert_many
from recommendations import tasks
from recommendations.models import Copy

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[tuple[Any, ...], str]]:
    """What is handed to the workers, done at once instead."""
    calls: list[tuple[tuple[Any, ...], str]] = []

    def at_once(arguments: tuple[Any, ...], queue: str) -> None:
        calls.append((arguments, queue))
        tasks.copy_recheck(*arguments)

    monkeypatch.setattr(tasks.copy_recheck, "apply_async", at_once)
    return calls


def _upsert(product: Product, title: str) -> None:
    record = ProductRecord(external_id=product.external_id, texts={"en": TextRecord(title, "A bag.")})
    product_upsert_many(records=[record], refresh=False)


class ProductChangedTests:
    def test_published_copy_goes_to_review_when_its_fact_is_gone(
        self, make_copy: Any, sent: list[Any], django_capture_on_commit_callbacks: Any
    ) -> None:
        copy = make_copy(state="published")

        with django_capture_on_commit_callbacks(execute=True):
            _upsert(copy.product, "Nordkap backpack, red")

        assert sent == [(([copy.product_id],), "fast")]
        assert Copy.objects.get().state == "in_review"

    def test_nothing_is_asked_of_the_workers_when_nothing_changed(
        self, make_copy: Any, sent: list[Any], django_capture_on_commit_callbacks: Any
    ) -> None:
        copy = make_copy(state="published")
        with django_capture_on_commit_callbacks(execute=True):
            _upsert(copy.product, "Nordkap backpack, red")
        sent.clear()

        with django_capture_on_commit_callbacks(execute=True):
            _upsert(copy.product, "Nordkap backpack, red")

        assert sent == []
