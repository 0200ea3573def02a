"""What htmx asks for on the page of a shopper."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from users.admin.shopper_page import tag_panel
from users.models import InterestTag, Shopper
from users.services.interests import tag_add_in_words, tag_change


@require_POST
def tag_change_page(request: HttpRequest, model_admin: Any, pk: int) -> HttpResponse:
    """Change weight, words or status of a tag; what is not sent stays."""
    _require(request, "users.change_interesttag")
    tag = get_object_or_404(InterestTag.objects.select_related("shopper"), pk=pk)
    sent = {name: request.POST[name] for name in ("label", "status") if request.POST.get(name)}
    try:
        tag_change(tag=tag, weight=_weight(request), **sent)
    except ValidationError as error:
        return _refused(error)
    return _tags(request, tag.shopper)


@require_POST
def tag_add_page(request: HttpRequest, model_admin: Any, pk: int) -> HttpResponse:
    """Add an interest by a word that the catalog knows; a refusal leaves the form as it is."""
    _require(request, "users.add_interesttag")
    shopper = get_object_or_404(Shopper.objects.all(), pk=pk)
    try:
        weight = _weight(request)
        tag_add_in_words(shopper=shopper, words=request.POST.get("value", ""), weight=1.0 if weight is None else weight)
    except ValidationError as error:
        return _refused(error)
    return _tags(request, shopper)


def _weight(request: HttpRequest) -> float | None:
    sent = request.POST.get("weight", "").replace(",", ".")
    try:
        return float(sent) if sent else None
    except ValueError:
        raise ValidationError(_("The weight must be a number between 0 and 1.")) from None


def _tags(request: HttpRequest, shopper: Shopper) -> HttpResponse:
    return render(request, "users/shopper/tags.html", {"panel": tag_panel(shopper, user=request.user)})


def _refused(error: ValidationError) -> HttpResponse:
    return HttpResponseBadRequest(" ".join(error.messages), content_type="text/plain; charset=utf-8")


def _require(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied
