"""Puts a model version into use, from its page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from recommendations.dashboard.access import StaffRequest, staff_page
from recommendations.dashboard.links import change_link
from recommendations.models import ModelVersion
from recommendations.services.model_choice import version_use
from recommendations.services.model_promotion import PromotionRefused


@require_POST
@staff_page("recommendations.change_modelversion")
def model_use(request: StaffRequest, pk: int) -> HttpResponse:
    """Put a version into use, or back into use."""
    version = get_object_or_404(ModelVersion.objects.all(), pk=pk)
    try:
        version_use(version=version, by=request.user)
    except PromotionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Version %s is in use: the next list comes from it.") % version)
    return redirect(change_link("recommendations.ModelVersion", pk))
