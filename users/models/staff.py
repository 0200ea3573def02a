"""The people who run the shop."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models import StoreOwned


class User(AbstractUser):
    """A member of staff; what they may do follows from their roles, store by store."""

    class Meta(AbstractUser.Meta):
        verbose_name = _("member of staff")  # type: ignore[assignment]
        verbose_name_plural = _("staff")  # type: ignore[assignment]


class StaffRole(StoreOwned):
    """What a member of staff is in one store."""

    class Role(models.TextChoices):
        MERCHANDISER = "merchandiser", _("merchandiser")
        MARKETER = "marketer", _("marketer")
        ANALYST = "analyst", _("analyst")
        ADMINISTRATOR = "administrator", _("administrator")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="roles", verbose_name=_("member of staff")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)

    class Meta:
        verbose_name = _("staff role")
        verbose_name_plural = _("staff roles")
        constraints = [models.UniqueConstraint(fields=["store", "user", "role"], name="staff_role_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"
