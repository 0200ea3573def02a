"""The tree of categories."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models.store import StoreOwned


class Category(StoreOwned):
    """A node of the shop's taxonomy; products belong to leaves."""

    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="children", verbose_name=_("parent")
    )
    slug = models.SlugField(_("short name"), max_length=100)
    name = models.CharField(_("name"), max_length=200)
    names = models.JSONField(_("names by locale"), default=dict, blank=True)
    description = models.TextField(_("what belongs here"), blank=True)
    path = models.CharField(_("path"), max_length=600, editable=False)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["path"]
        constraints = [models.UniqueConstraint(fields=["store", "slug"], name="category_slug_per_store")]

    def __str__(self) -> str:
        return self.path or self.name

    def name_in(self, locale: str) -> str:
        """Return the name in this locale, or the default one."""
        return str(self.names.get(locale) or self.name)

    def save(self, **options: object) -> None:
        self.path = f"{self.parent.path} > {self.name}" if self.parent else self.name
        super().save(**options)  # type: ignore[arg-type]
