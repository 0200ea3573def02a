"""Configuration of the users app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UsersConfig(AppConfig):
    name = "users"
    verbose_name = _("Shoppers and staff")

    def ready(self) -> None:
        from users.audit import register_audit

        register_audit()
