"""Registers the project's system checks."""

from django.apps import AppConfig


class RecdashConfig(AppConfig):
    name = "recdash"

    def ready(self) -> None:
        from recdash import checks  # noqa: F401  # registers on import
        from recdash.celery import app  # noqa: F401  # makes it the current app for shared tasks
