"""What merchandisers decide over the ranking."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models import Product, StoreOwned
from recommendations.models.placement import Placement


class Rule(StoreOwned):
    """Pin a product at a position of a placement, or hide it there."""

    class Kind(models.TextChoices):
        PIN = "pin", _("pin")
        HIDE = "hide", _("hide")

    placement = models.ForeignKey(
        Placement, on_delete=models.CASCADE, related_name="rules", verbose_name=_("placement")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="rules", verbose_name=_("product"))
    position = models.PositiveSmallIntegerField(
        _("position"), null=True, blank=True, help_text=_("Of a pin; 1 is first.")
    )
    note = models.CharField(_("why"), max_length=500, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        ordering = ["placement", "kind", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "product"],
                name="rule_one_per_product",
                violation_error_message=_(
                    "This product already has a rule in this placement: change or remove that one."
                ),
            ),
            models.UniqueConstraint(
                fields=["placement", "position"],
                condition=models.Q(kind="pin"),
                name="rule_one_pin_per_position",
                violation_error_message=_("Another product is pinned at this position: choose another one."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind="pin", position__isnull=False, position__gte=1)
                | models.Q(kind="hide", position__isnull=True),
                name="rule_pin_has_position",
                violation_error_message=_("A pin needs a position of 1 or more; a hide rule has none."),
            ),
        ]

    def __str__(self) -> str:
        if self.kind == self.Kind.PIN:
            return f"Pin {self.product} at position {self.position} of {self.placement}"
        return f"Hide {self.product} from {self.placement}"
