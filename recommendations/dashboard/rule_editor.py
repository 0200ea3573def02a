"""The page on which a rule of a draft is written, beside what it touches."""

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.current_store import current_store_id
from catalog.models import Store
from recommendations.dashboard.access import StaffRequest, render_part_or_page, staff_page
from recommendations.dashboard.rule_form import RuleEditorForm, initial_of
from recommendations.dashboard.rule_said import Said, initial_from, said_of
from recommendations.dashboard.rule_words import names_for, rule_sentence
from recommendations.dashboard.toasts import toast
from recommendations.models import Release, Rule
from recommendations.releasing.errors import Conflict, ReleaseError
from recommendations.releasing.merge import merge_fields
from recommendations.rule_drafting.types import Reading
from recommendations.selectors.preview import product_titles
from recommendations.selectors.releases import rule_values
from recommendations.selectors.rule_reach import rule_reach
from recommendations.selectors.rule_reading import rule_reading
from recommendations.services.rule_edits import rule_add, rule_change

LONGEST_SENTENCE = 500  # characters


@staff_page("recommendations.change_release")
def rule_editor(request: StaffRequest, number: int, key: int | None = None) -> HttpResponse:
    """Show the form of a rule, or save it; what was typed is never lost, whoever else was at it."""
    release = get_object_or_404(Release, number=number)
    rule = get_object_or_404(Rule, release=release, key=key) if key is not None else None
    if request.method != "POST":
        return _page(request, release, rule, _form(rule, request), said=_said(request))
    form = _form(rule, request)
    if not form.is_valid():
        return _page(request, release, rule, form)
    try:
        _save(request, release, rule, form)
    except Conflict as error:
        return _conflict(request, release, error, form)
    except ReleaseError as error:
        return _page(request, release, rule, form, refusal=error.message)
    except ValidationError as error:
        return _page(request, release, rule, form, refusal=" ".join(error.messages))
    return HttpResponseRedirect(reverse("release", args=[number]))


@staff_page("recommendations.change_release")
def rule_count(request: StaffRequest, number: int) -> HttpResponse:
    """Say how many products the typed rule touches, and name a few."""
    form = _form(None, request)
    if not form.is_valid():
        return render(request, "dashboard/rule_editor/_reach.html", {"form": form})
    rule = Rule(**form.values())
    reach = rule_reach(rule)
    locale = get_language() or "en"
    context = {
        "reach": reach,
        "sentence": rule_sentence(rule, names_for([rule], locale=locale)),
        "titles": product_titles(reach.some, locale=locale).values(),
    }
    return render(request, "dashboard/rule_editor/_reach.html", context)


def _form(rule: Rule | None, request: StaffRequest) -> RuleEditorForm:
    currency = Store.objects.only("currency").get(pk=current_store_id()).currency
    if request.method == "POST":
        return RuleEditorForm(request.POST, currency=currency)
    if rule:
        return RuleEditorForm(initial=initial_of(rule, currency), currency=currency)
    draft = _reading(request).draft
    return RuleEditorForm(initial=initial_from(draft, currency) if draft else {"kind": "hide"}, currency=currency)


def _reading(request: StaffRequest) -> Reading:
    """Read the sentence of the address, if there is one."""
    return rule_reading(request.GET.get("said", "")[:LONGEST_SENTENCE], now=timezone.now())


def _said(request: StaffRequest) -> Said | None:
    text = request.GET.get("said", "")[:LONGEST_SENTENCE]
    return said_of(text, _reading(request)) if text.strip() else None


def _save(request: StaffRequest, release: Release, rule: Rule | None, form: RuleEditorForm) -> None:
    values = form.values()
    if rule is None:
        rule_add(release_id=release.pk, by=request.user, values=values)
        toast(request, _("Added."))
        return
    version = request.POST.get("version", "")
    rule_change(
        rule_id=rule.pk,
        by=request.user,
        expected_version=int(version) if version.isdecimal() else 0,
        values=values,
    )
    toast(request, _("Saved."))


def _conflict(request: StaffRequest, release: Release, error: Conflict, form: RuleEditorForm) -> HttpResponse:
    """Show who changed what beside what was typed, which stays in the form and can be saved over it."""
    rule = Rule.objects.get(release=release, key=request.resolver_match.kwargs["key"])  # type: ignore[union-attr]
    base = json.loads(request.POST.get("base", "{}") or "{}")
    theirs, mine = (json.loads(_dumped(values)) for values in (error.theirs, form.values()))
    merged = merge_fields(base, theirs, mine)
    changed = [
        {"field": _label(name), "theirs": theirs.get(name), "mine": mine.get(name), "clash": name in merged.clashes}
        for name in mine
        if theirs.get(name) != base.get(name) or name in merged.clashes
    ]
    return _page(request, release, rule, form, refusal=error.message, changed=changed)


def _label(name: str) -> str:
    return str(Rule._meta.get_field(name.removesuffix("_id")).verbose_name)  # type: ignore[union-attr]


def _page(
    request: StaffRequest, release: Release, rule: Rule | None, form: RuleEditorForm, **extra: Any
) -> HttpResponse:
    title = (
        _("Rule of %(release)s") % {"release": release} if rule else _("New rule of %(release)s") % {"release": release}
    )
    context = {
        "title": title,
        "release": release,
        "rule": rule,
        "form": form,
        "base": _dumped(rule_values(rule)) if rule else "",
    }
    return render_part_or_page(request, "rule_editor", context | extra)


def _dumped(values: Any) -> str:
    return json.dumps(values, cls=DjangoJSONEncoder, sort_keys=True)
