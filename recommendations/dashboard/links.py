"""Addresses of admin pages."""

from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.contrib import admin
from django.urls import reverse


def change_link(model: str, pk: Any) -> str:
    """Return the address of the admin page of a row of `app.model`; empty where it has none."""
    return _link(model, "change", args=[pk]) if pk else ""


def list_link(model: str, **filters: Any) -> str:
    """Return the address of the admin list of `app.model`, filtered; empty where it has none."""
    address = _link(model, "changelist")
    return f"{address}?{urlencode(filters)}" if address and filters else address


def _link(model: str, page: str, args: list[Any] | None = None) -> str:
    if not admin.site.is_registered(apps.get_model(model)):
        return ""
    return reverse(f"admin:{model.replace('.', '_').lower()}_{page}", args=args)
