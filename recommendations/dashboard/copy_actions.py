"""What people do to one copy on the desk."""

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from recommendations.copywriting.errors import Conflict, WorkflowError
from recommendations.dashboard.access import StaffRequest, staff_page
from recommendations.dashboard.copy_desk import next_in_queue, render_desk
from recommendations.dashboard.copy_desk_settings import CopyDeskSettings
from recommendations.dashboard.toasts import Undo, toast
from recommendations.models import Copy
from recommendations.services import copy_workflow


@require_POST
@staff_page("recommendations.view_copy")
def copy_act(request: StaffRequest, pk: int) -> HttpResponse:
    """Do what the pressed button says and open the next draft; a refusal is told in words and changes nothing."""
    copy = get_object_or_404(Copy, pk=pk)
    settings = CopyDeskSettings.from_query(QueryDict(request.POST.get("state", ""))).changed(copy=str(pk), edit=False)
    pressed = next((name for name in ACTIONS if name in request.POST), None)
    if pressed is None:
        return HttpResponseBadRequest(_("No action was named."), content_type="text/plain; charset=utf-8")
    following = next_in_queue(settings, pk) if pressed in MOVES_ON else str(pk)
    try:
        ACTIONS[pressed](request, copy)
    except Conflict as error:
        return _conflict(request, settings, error)
    except WorkflowError as error:
        toast(request, error.message, level=messages.ERROR)
        following = str(pk)
    return HttpResponseRedirect(f"{reverse('copy-desk')}?{settings.query(copy=following)}")


def _conflict(request: StaffRequest, settings: CopyDeskSettings, error: Conflict) -> HttpResponse:
    """Show what somebody else made of the copy, and keep the text that could not be saved."""
    kept = request.POST.get("text", "") if "save" in request.POST else ""
    return render_desk(request, settings.changed(edit=bool(kept)), conflict=error.message, kept_text=kept)


def _version(request: StaffRequest) -> int:
    version = request.POST.get("version", "")
    return int(version) if version.isdecimal() else 0


def _approve(request: StaffRequest, copy: Copy) -> None:
    approve_and_publish(request, copy, _version(request))
    toast(request, _("Published: %(text)s") % {"text": copy.text[:60]}, undo=_undo(copy, "unpublish"))


def approve_and_publish(request: StaffRequest, copy: Copy, version: int) -> Copy:
    """Publish a copy, approving it first where it is not; both or nothing."""
    by = request.user
    with transaction.atomic():
        if copy.state != Copy.State.APPROVED:
            copy = copy_workflow.copy_approve(copy_id=copy.pk, by=by, expected_version=version)
            version = copy.version
        return copy_workflow.copy_publish(copy_id=copy.pk, by=by, expected_version=version)


def _save(request: StaffRequest, copy: Copy) -> None:
    text = request.POST.get("text", "").strip()
    saved = copy_workflow.copy_edit(copy_id=copy.pk, text=text, by=request.user, expected_version=_version(request))
    toast(request, _("Saved. %(n)s findings.") % {"n": len(saved.findings)})


def _use(request: StaffRequest, copy: Copy) -> None:
    """Take another candidate as the text; `use` is its place in the list."""
    place = request.POST["use"]
    if not place.isdecimal() or int(place) >= len(copy.candidates):
        raise WorkflowError(_("This candidate is no longer there."))
    text = copy.candidates[int(place)]["text"]
    copy_workflow.copy_edit(copy_id=copy.pk, text=text, by=request.user, expected_version=_version(request))
    toast(request, _("The candidate is now the text. As you chose it, somebody else approves it."))


def _changes(request: StaffRequest, copy: Copy) -> None:
    comment = request.POST.get("comment", "").strip()
    copy_workflow.copy_request_changes(
        copy_id=copy.pk, by=request.user, expected_version=_version(request), comment=comment
    )
    toast(request, _("Asked for changes."))


def _submit(request: StaffRequest, copy: Copy) -> None:
    copy_workflow.copy_submit(copy_id=copy.pk, by=request.user)
    toast(request, _("Sent for review."))


def _withdraw(request: StaffRequest, copy: Copy) -> None:
    copy_workflow.copy_withdraw(copy_id=copy.pk, by=request.user)
    toast(request, _("Withdrawn: the storefront no longer gets this text."), undo=_undo(copy, "submit"))


def _unpublish(request: StaffRequest, copy: Copy) -> None:
    """Take an approval back: off the storefront, and into the queue again."""
    with transaction.atomic():
        copy_workflow.copy_withdraw(copy_id=copy.pk, by=request.user)
        copy_workflow.copy_submit(copy_id=copy.pk, by=request.user)
    toast(request, _("Taken back: the text waits for review again."))


def _undo(copy: Copy, name: str) -> Undo:
    return Undo(reverse("copy-act", args=[copy.pk]), name)


ACTIONS: dict[str, Callable[[StaffRequest, Copy], None]] = {
    "approve": _approve,
    "save": _save,
    "use": _use,
    "changes": _changes,
    "submit": _submit,
    "withdraw": _withdraw,
    "unpublish": _unpublish,
}
MOVES_ON = frozenset({"approve", "changes"})
