"""The copy desk: drafts beside the facts they rest on."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.models import Job
from catalog.selectors.jobs import step_is_due
from recommendations.dashboard.access import StaffRequest, render_part_or_page, staff_page
from recommendations.dashboard.copy_buttons import buttons_of
from recommendations.dashboard.copy_desk_settings import CopyDeskSettings
from recommendations.dashboard.copy_marks import marks_of
from recommendations.dashboard.copy_words import FINDING_CHOICES, STATE_CHOICES, history_of
from recommendations.dashboard.toasts import toasts
from recommendations.models import Copy
from recommendations.selectors import copy_desk as selectors
from recommendations.selectors.preview import product_titles


@staff_page("recommendations.view_copy")
def copy_desk(request: StaffRequest) -> HttpResponse:
    """Show the queue that the address filters, and the open draft."""
    return render_desk(request, CopyDeskSettings.from_query(request.GET))


def render_desk(request: StaffRequest, settings: CopyDeskSettings, **extra: Any) -> HttpResponse:
    """Render the desk; `extra` adds a confirmation, or a text that could not be saved."""
    queue = selectors.copy_desk_queue(**filters_of(settings))
    opened = selectors.copy_desk_detail(settings.copy_pk) if settings.copy_pk else None
    if opened is None and queue.rows and not settings.copy:
        opened = selectors.copy_desk_detail(queue.rows[0].pk)
    context = {
        "title": _("Copy desk"),
        "settings": settings,
        "queue": queue,
        "copy": opened,
        "states": STATE_CHOICES,
        "locales": selectors.copy_desk_locales(),
        "finding_choices": FINDING_CHOICES,
        "may_review": request.user.has_perm("recommendations.review_copy"),
        "toasts": toasts(request),
        "drafts_are_due": not queue.rows and step_is_due(Job.Kind.GENERATE_COPY),
    }
    shown = _opened(request, opened) | {"following": row_after(queue.rows, opened.pk)} if opened else {}
    address = f"{reverse('copy-desk')}?{settings.query()}"
    return render_part_or_page(request, "copy_desk", context | shown | extra, address)


def filters_of(settings: CopyDeskSettings) -> dict[str, str]:
    return {"state": settings.state, "locale": settings.locale, "finding": settings.finding, "q": settings.q}


def next_in_queue(settings: CopyDeskSettings, pk: int) -> str:
    """Return the copy to open after this one: the row below it, else the one above, "" where none is left."""
    keys = [row.pk for row in selectors.copy_desk_queue(**filters_of(settings)).rows]
    others = [key for key in keys if key != pk]
    if pk not in keys or not others:
        return str(others[0]) if others else ""
    return str(others[min(keys.index(pk), len(others) - 1)])


def row_after(rows: Sequence[Copy], pk: int) -> int | None:
    """Return the row below this one in the queue."""
    keys = [row.pk for row in rows]
    return keys[keys.index(pk) + 1] if pk in keys[:-1] else None


def _opened(request: StaffRequest, copy: Copy) -> dict[str, Any]:
    titles = product_titles([copy.product_id], locale=copy.locale)
    return {
        "buttons": buttons_of(copy, request.user),
        "marks": marks_of(copy.text, facts=copy.facts, findings=copy.findings),
        "history": history_of(copy),
        "product_title": titles.get(copy.product_id, copy.product.external_id),
    }
