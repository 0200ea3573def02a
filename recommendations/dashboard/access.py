"""Who may open a staff page, and how it is rendered: whole, or the changed part for htmx."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django_htmx.middleware import HtmxDetails

from users.models import User

View = Callable[..., HttpResponseBase]  # files stream


class StaffRequest(HttpRequest):
    """A request behind `staff_page`: by a member of staff, through django-htmx."""

    user: User
    htmx: HtmxDetails


def staff_page(permission: str) -> Callable[[View], View]:
    """Send strangers to the login page and refuse staff without the permission."""

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.has_perm(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return wraps(view)(admin.site.admin_view(checked))

    return decorate


def render_part_or_page(request: HttpRequest, name: str, context: dict[str, Any], address: str = "") -> HttpResponse:
    """Render `name/_results.html` for an htmx request, else `name/page.html` in the admin's frame.

    `address` is what the browser shows afterwards, so that what is seen can be sent to a colleague.
    """
    if request.htmx:  # type: ignore[attr-defined]
        response = render(request, f"dashboard/{name}/_results.html", context)
        if address:
            response["HX-Push-Url"] = address
    else:
        response = render(request, f"dashboard/{name}/page.html", admin.site.each_context(request) | context)
    response["Vary"] = "HX-Request"
    return response
