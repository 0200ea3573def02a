"""The language model's judgement of a product for a shopper."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models import Product, StoreOwned
from users.models import Shopper


class PersonalScore(StoreOwned):
    """How well the language model finds a product to fit a shopper's interests; computed by a worker."""

    shopper = models.ForeignKey(Shopper, on_delete=models.CASCADE, related_name="personal_scores")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    score = models.FloatField(_("score"), help_text="0–1; at .5 the interests change nothing")
    model = models.CharField(_("model"), max_length=200)
    prompt_version = models.CharField(_("prompt version"), max_length=100)
    created_at = models.DateTimeField(_("computed"), auto_now=True)

    class Meta:
        verbose_name = _("personal score")
        verbose_name_plural = _("personal scores")
        constraints = [
            models.UniqueConstraint(fields=["shopper", "product"], name="personal_score_once"),
            models.CheckConstraint(
                condition=models.Q(score__gte=0) & models.Q(score__lte=1), name="personal_score_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shopper_id} → {self.product_id}"
