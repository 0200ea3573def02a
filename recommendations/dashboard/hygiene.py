"""Rules in force that do nothing, contradict each other or cost money, each with its mend."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from recommendations.dashboard.access import StaffRequest, render_part_or_page, staff_page
from recommendations.dashboard.rule_flaws import END, EXTEND, REMOVE, flaw_lines
from recommendations.dashboard.toasts import toast, toasts
from recommendations.models import Release, Rule
from recommendations.releasing.errors import ReleaseError
from recommendations.selectors.hygiene import rule_flaws
from recommendations.services.rules import is_quick, rule_end, rule_extend, rule_remove

EXTENSION = timedelta(days=7)
MENDS = (REMOVE, END, EXTEND)


@staff_page("recommendations.view_rule")
def hygiene(request: StaffRequest) -> HttpResponse:
    """List the rules with a flaw."""
    context = {
        "title": _("Rules to mend"),
        "lines": flaw_lines(rule_flaws(), quick=is_quick(request.user)),
        "may_mend": request.user.has_perm("recommendations.delete_rule"),
        "toasts": toasts(request),
    }
    return render_part_or_page(request, "hygiene", context)


@require_POST
@staff_page("recommendations.delete_rule")
def hygiene_mend(request: StaffRequest) -> HttpResponse:
    """End, extend or remove a rule; the button's value is the mend and the rule's key."""
    act, _colon, key = request.POST.get("mend", "").partition(":")
    if act not in MENDS:
        raise Http404(f"{act!r} mends nothing: send one of {', '.join(MENDS)}")
    rule = get_object_or_404(Rule.live, key=key if key.isdecimal() else 0)
    try:
        toast(request, _done(act) % {"release": _mended(request, act, rule)})
    except (ReleaseError, ValidationError) as error:
        text = error.message if isinstance(error, ReleaseError) else " ".join(error.messages)
        toast(request, text, level=messages.ERROR)
    return HttpResponseRedirect(reverse("admin:index" if request.POST.get("from") == "home" else "rule-hygiene"))


def _mended(request: StaffRequest, act: str, rule: Rule) -> Release:
    if act == EXTEND:
        return rule_extend(rule=rule, by=request.user, until=timezone.now() + EXTENSION)
    return (rule_end if act == END else rule_remove)(rule=rule, by=request.user)


def _done(act: str) -> str:
    if act == EXTEND:
        return _("Extended by a week in %(release)s: send it for review.")
    return _("Ended in %(release)s.") if act == END else _("Taken out in %(release)s.")
