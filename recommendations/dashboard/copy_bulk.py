"""Approving many copies at once, after a look at how many and at a sample."""

from collections import Counter
from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from recommendations.copywriting.errors import WorkflowError
from recommendations.dashboard.access import StaffRequest, staff_page
from recommendations.dashboard.copy_actions import approve_and_publish
from recommendations.dashboard.copy_desk import filters_of, render_desk
from recommendations.dashboard.copy_desk_settings import CopyDeskSettings
from recommendations.dashboard.toasts import toast
from recommendations.models import Copy
from recommendations.selectors.copy_desk import queue_copies

SAMPLE = 4
MOST_AT_ONCE = 100  # each goes through the fact gate, about a tenth of a second


@require_POST
@staff_page("recommendations.review_copy")
def copy_bulk(request: StaffRequest) -> HttpResponse:
    """Ask for confirmation with a count and a sample; when confirmed, approve and publish what may be."""
    settings = CopyDeskSettings.from_query(QueryDict(request.POST.get("state", "")))
    chosen = _chosen(request, settings)
    if "confirmed" not in request.POST:
        pairs = [f"{copy.pk}:{copy.version}" for copy in chosen]
        return render_desk(request, settings, confirm={"count": len(chosen), "sample": chosen[:SAMPLE], "pairs": pairs})
    published, refusals = _publish(request, chosen, _versions(request))
    text = ngettext("%(n)s text published.", "%(n)s texts published.", published) % {"n": published}
    for reason, count in refusals.most_common(3):
        text += " " + _("%(n)s left as they were: %(reason)s") % {"n": count, "reason": reason}
    toast(request, text, level=messages.WARNING if refusals else messages.SUCCESS)
    return HttpResponseRedirect(f"{reverse('copy-desk')}?{settings.query(copy='')}")


def _chosen(request: StaffRequest, settings: CopyDeskSettings) -> Sequence[Copy]:
    """Return the picked copies, or all of the queue that have no findings."""
    if request.POST.get("scope") == "clean":
        copies = queue_copies(**filters_of(settings)).filter(findings=[])
    else:
        copies = Copy.objects.filter(pk__in=list(_versions(request)), findings=[])
    return list(copies.select_related("product").order_by("created_at", "pk")[:MOST_AT_ONCE])


def _versions(request: StaffRequest) -> dict[int, int]:
    """Read the picks, each "key:version"."""
    pairs = [pick.partition(":") for pick in request.POST.getlist("pick")]
    return {int(pk): int(version) for pk, _colon, version in pairs if pk.isdecimal() and version.isdecimal()}


def _publish(request: StaffRequest, chosen: Sequence[Copy], versions: dict[int, int]) -> tuple[int, Counter[str]]:
    published, refusals = 0, Counter[str]()
    for copy in chosen:
        try:
            approve_and_publish(request, copy, versions.get(copy.pk, copy.version))
            published += 1
        except WorkflowError as error:
            refusals[error.message] += 1
    return published, refusals
