"""Products: stored in batches, hidden, deleted."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from django.db import DatabaseError, transaction

from catalog.feeds.records import ProductRecord
from catalog.models import Product
from catalog.services.dispatch import send_after_commit
from catalog.services.product_rows import rows_store
from catalog.signals import products_changed
from recdash.lib.batches import batches

BATCH_SIZE = 500

Outcome = Literal["created", "updated", "unchanged", "error"]


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of one record."""

    external_id: str
    outcome: Outcome
    field: str = ""
    message: str = ""


@dataclass(slots=True)
class UpsertReport:
    """What became of all records, in their order."""

    results: list[RowResult] = field(default_factory=list)

    @property
    def created(self) -> int:
        return self._count("created")

    @property
    def updated(self) -> int:
        return self._count("updated")

    @property
    def unchanged(self) -> int:
        return self._count("unchanged")

    @property
    def rejected(self) -> int:
        return self._count("error")

    def _count(self, outcome: Outcome) -> int:
        return sum(result.outcome == outcome for result in self.results)


def product_upsert_many(*, records: Sequence[ProductRecord], refresh: bool = True) -> UpsertReport:
    """Create or update products by their id; one bad record fails alone.

    `refresh` has the workers renew vectors and features of what changed; an import that is followed by the
    steps leaves it out.
    """
    report = UpsertReport()
    for batch in batches(records, BATCH_SIZE):
        report.results += _store(batch, refresh)
    return report


def product_hide(*, product: Product, hidden: bool) -> Product:
    """Take a product out of every list at once, or put it back."""
    product.hidden = hidden
    product.save(update_fields=["hidden", "updated_at"])
    return product


def product_delete(*, product: Product) -> None:
    """Remove a product with everything that hangs on it."""
    product.delete()


def _store(batch: list[ProductRecord], refresh: bool) -> list[RowResult]:
    try:
        with transaction.atomic():
            results, changed = rows_store(batch)
            if changed:
                _announce(changed, refresh)
        return [RowResult(record.external_id, *result) for record, result in zip(batch, results, strict=True)]
    except DatabaseError as error:
        if len(batch) == 1:
            message = f"the database refused this product: {error}; correct the value and send it again"
            return [RowResult(batch[0].external_id, "error", "product", message)]
        middle = len(batch) // 2  # find the one that is refused
        return _store(batch[:middle], refresh) + _store(batch[middle:], refresh)


def _announce(changed: list[int], refresh: bool) -> None:
    transaction.on_commit(lambda: products_changed.send(Product, product_ids=changed))
    if refresh:
        from catalog.tasks import products_embed, products_extract, products_picture

        send_after_commit(products_embed, changed)
        send_after_commit(products_extract, changed, queue="slow")
        send_after_commit(products_picture, changed, queue="slow")
