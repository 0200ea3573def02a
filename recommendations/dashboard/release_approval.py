"""The page of somebody without an account who is asked about a release: what it changes, yes or no, once."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from catalog.current_store import in_store
from recommendations.dashboard.release_page import placement_rules
from recommendations.dashboard.release_words import diff_lines
from recommendations.releasing.errors import LinkSpent, ReleaseError
from recommendations.selectors.release_diff import release_diff
from recommendations.selectors.releases import release_live
from recommendations.services.approval_links import approval_link_read, approval_link_use


@never_cache
@require_http_methods(["GET", "POST"])
def release_approval(request: HttpRequest, token: str) -> HttpResponse:
    """Show what the release changes; a pressed button decides and uses the link up."""
    try:
        link = approval_link_read(token)
    except LinkSpent as error:
        return render(request, "dashboard/approval/page.html", {"spent": error.message}, status=410)
    with in_store(int(link.release.store_id or 0)):
        if request.method == "POST":
            return _decided(request, token)
        return _asked(request, token)


def _asked(request: HttpRequest, token: str, refusal: str = "") -> HttpResponse:
    link = approval_link_read(token)
    locale, live = get_language() or "en", release_live()
    context = {
        "link": link,
        "release": link.release,
        "diff": diff_lines(release_diff(link.release, live), locale=locale) if live else [],
        "placements": placement_rules(link.release, locale=locale, editable=False),
        "refusal": refusal,
    }
    return render(request, "dashboard/approval/page.html", context, status=400 if refusal else 200)


def _decided(request: HttpRequest, token: str) -> HttpResponse:
    try:
        release = approval_link_use(
            token=token, approve="approve" in request.POST, comment=request.POST.get("comment", "")
        )
    except LinkSpent as error:
        return render(request, "dashboard/approval/page.html", {"spent": error.message}, status=410)
    except ReleaseError as error:
        return _asked(request, token, error.message)
    return render(request, "dashboard/approval/page.html", {"decided": release})
