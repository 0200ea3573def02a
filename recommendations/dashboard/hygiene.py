"""Rules in force that do nothing or contradict each other, each with its mend."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from recommendations.dashboard.access import StaffRequest, render_part_or_page, staff_page
from recommendations.dashboard.rule_words import names_for, rule_sentence
from recommendations.dashboard.toasts import toast, toasts
from recommendations.models import Rule
from recommendations.releasing.errors import ReleaseError
from recommendations.selectors.hygiene import Flaw, Trouble, rule_flaws
from recommendations.services.rules import is_quick, rule_remove


@dataclass(frozen=True, slots=True)
class FlawLine:
    """A flaw in words."""

    flaw: Flaw
    sentence: str
    text: str


@staff_page("recommendations.view_rule")
def hygiene(request: StaffRequest) -> HttpResponse:
    """List the rules with a flaw."""
    flaws = rule_flaws()
    named = [rule for flaw in flaws for rule in (flaw.rule, flaw.other) if rule]
    names = names_for(named, locale=get_language() or "en")
    lines = [
        FlawLine(
            flaw, rule_sentence(flaw.rule, names), _told(flaw, rule_sentence(flaw.other, names) if flaw.other else "")
        )
        for flaw in flaws
    ]
    context = {
        "title": _("Rules to mend"),
        "lines": lines,
        "may_mend": request.user.has_perm("recommendations.delete_rule"),
        "quick": is_quick(request.user),
        "toasts": toasts(request),
    }
    return render_part_or_page(request, "hygiene", context)


@require_POST
@staff_page("recommendations.delete_rule")
def hygiene_mend(request: StaffRequest) -> HttpResponse:
    """Take a rule out: live at once where that is allowed, else in the person's draft."""
    key = request.POST.get("key", "")
    rule = get_object_or_404(Rule.live, key=key if key.isdecimal() else 0)
    try:
        release = rule_remove(rule=rule, by=request.user)
        toast(request, _("Taken out in %(release)s.") % {"release": release})
    except ReleaseError as error:
        toast(request, error.message, level=messages.ERROR)
    return HttpResponseRedirect(reverse("rule-hygiene"))


def _told(flaw: Flaw, other: str) -> str:
    return {
        Trouble.DEAD: _("Its product is sold out, hidden or unavailable."),
        Trouble.EXPIRED: _("Its time is over."),
        Trouble.CONFLICT: _("Another rule comes first: %(rule)s.") % {"rule": other},
        Trouble.IDLE: _("No product that can be shown fits it."),
    }[flaw.trouble]
