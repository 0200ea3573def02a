"""A shop, and the base of every row that belongs to one."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.current_store import current_store_id


def default_locales() -> list[str]:
    return ["en", "zh-hans", "es", "de", "fr", "ja"]


class Store(models.Model):
    """A shop with its own catalog, shoppers, rules and keys."""

    slug = models.SlugField(_("short name"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    default_locale = models.CharField(_("default locale"), max_length=20, default="en")
    locales = models.JSONField(_("locales"), default=default_locales)
    time_zone = models.CharField(_("time zone"), max_length=60, default="UTC")
    generated = models.BooleanField(_("holds generated demo data"), default=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("store")
        verbose_name_plural = _("stores")

    def __str__(self) -> str:
        return self.name


class StoreManager(models.Manager[Any]):
    """Sees the rows of the current store only: the one place where stores are kept apart."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().filter(store_id=current_store_id())


class StoreOwned(models.Model):
    """A row of one store; new rows belong to the current one."""

    store = models.ForeignKey(
        Store, on_delete=models.CASCADE, default=current_store_id, editable=False, related_name="+"
    )

    objects = StoreManager()

    class Meta:
        abstract = True
