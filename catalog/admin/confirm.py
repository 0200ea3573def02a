"""A bulk action first shows how many rows it touches, and a few of them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

SAMPLE = 5

Action = Callable[[Any, HttpRequest, QuerySet[Any]], str]


def bulk_action(
    *, description: Any, question: Any, permissions: list[str], danger: bool = False
) -> Callable[[Action], Callable[..., HttpResponse | None]]:
    """Make an admin action of a method that acts and returns what happened, in words.

    `question` names what will happen; the page it stands on shows the count and a sample before anything does.
    """

    def decorate(action: Action) -> Callable[..., HttpResponse | None]:
        @admin.action(description=description, permissions=permissions)
        @wraps(action)
        def asked(model_admin: Any, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
            if "confirmed" in request.POST:
                messages.success(request, action(model_admin, request, queryset))
                return None
            return _ask(model_admin, request, queryset, {"title": description, "question": question, "danger": danger})

        return asked

    return decorate


def _ask(model_admin: Any, request: HttpRequest, queryset: QuerySet[Any], words: dict[str, Any]) -> HttpResponse:
    context = {
        **model_admin.admin_site.each_context(request),
        **words,
        "opts": model_admin.model._meta,
        "count": queryset.count(),
        "sample": queryset[:SAMPLE],
        "action": request.POST["action"],
        "select_across": request.POST.get("select_across", "0"),
        "selected": request.POST.getlist(ACTION_CHECKBOX_NAME),
        "checkbox_name": ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, "catalog/confirm_bulk.html", context)
