"""Which changes of the catalog are written down, and for which store."""

from typing import Any

from auditlog.models import LogEntry
from auditlog.registry import auditlog
from django.db.models.signals import pre_save

from catalog.current_store import current_store_id
from catalog.models import Category, Feature, Product


def register_audit() -> None:
    """Have staff's changes logged with the store they were made in."""
    auditlog.register(Product, exclude_fields=["content_hash", "text_hash", "extracted_hash", "updated_at"])
    auditlog.register(Category, exclude_fields=["path"])
    auditlog.register(Feature, exclude_fields=["updated_at"])
    pre_save.connect(_note_store, sender=LogEntry, dispatch_uid="audit_store")


def _note_store(sender: Any, instance: LogEntry, **_: Any) -> None:
    instance.additional_data = {"store": current_store_id(), **(instance.additional_data or {})}
