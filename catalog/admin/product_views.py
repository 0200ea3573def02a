"""What htmx asks for on the page of a product."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from catalog.admin.bulk import SURE
from catalog.admin.product_page import feature_panel, product_head, product_shown
from catalog.models import Feature, Product
from catalog.services.features import feature_correct, feature_reject, feature_verify
from catalog.services.products import product_hide


@require_POST
def product_toggle(request: HttpRequest, model_admin: Any, pk: int) -> HttpResponse:
    """Hide a product, or show it again."""
    _require(request, "catalog.change_product")
    product = product_shown(pk)
    product_hide(product=product, hidden=not product.hidden)
    return render(request, "catalog/product/head.html", {"head": product_head(product, user=request.user)})


@require_POST
def product_decide_all(request: HttpRequest, model_admin: Any, pk: int) -> HttpResponse:
    """Verify what is proposed with a confidence of at least the threshold sent."""
    _require(request, "catalog.change_feature")
    product = product_shown(pk)
    try:
        threshold = float(request.POST.get("threshold", SURE))
    except ValueError:
        return _refused(_("The threshold must be a number between 0 and 1."))
    proposed = Feature.objects.filter(product=product, status=Feature.Status.PROPOSED, confidence__gte=threshold)
    feature_verify(features=list(proposed), by=request.user)
    return _panel(request, product)


@require_POST
def feature_decide(request: HttpRequest, model_admin: Any, pk: int) -> HttpResponse:
    """Verify, reject or correct one value."""
    _require(request, "catalog.change_feature")
    feature = get_object_or_404(Feature.objects.all(), pk=pk)
    try:
        _decide(feature, request)
    except ValidationError as error:
        return _refused(" ".join(error.messages))
    return _panel(request, product_shown(feature.product_id))


def _decide(feature: Feature, request: HttpRequest) -> None:
    decision = request.POST.get("decision")
    if decision == "verify":
        feature_verify(features=[feature], by=request.user)
    elif decision == "reject":
        feature_reject(features=[feature], by=request.user)
    elif decision == "correct":
        feature_correct(feature=feature, normalised=request.POST.get("normalised", ""), by=request.user)
    else:
        raise ValidationError(_("Say verify, reject or correct."))


def _panel(request: HttpRequest, product: Product) -> HttpResponse:
    return render(request, "catalog/product/features.html", {"panel": feature_panel(product, user=request.user)})


def _refused(words: str) -> HttpResponse:
    return HttpResponseBadRequest(words, content_type="text/plain; charset=utf-8")


def _require(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied
