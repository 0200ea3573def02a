"""The form through which staff import a file."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminFileFieldWidget, UnfoldAdminSelectWidget

from catalog.feeds.registry import READERS
from catalog.services.uploads import feed_upload

FORMAT_NAMES = {
    "csv": gettext_lazy("CSV: one product a line"),
    "jsonl": gettext_lazy("JSON lines"),
    "shopify_csv": gettext_lazy("Shopify product export (CSV)"),
    "google_merchant_xml": gettext_lazy("Google Merchant feed (XML)"),
    "amazon_reviews": gettext_lazy("Amazon reviews metadata (JSON lines)"),
}


class FeedUploadForm(forms.Form):
    """A file and how to read it."""

    format = forms.ChoiceField(
        label=gettext_lazy("Format"),
        choices=lambda: [(name, FORMAT_NAMES.get(name, name)) for name in READERS],
        widget=UnfoldAdminSelectWidget,
    )
    file = forms.FileField(label=gettext_lazy("File"), widget=UnfoldAdminFileFieldWidget)


def feed_upload_page(request: HttpRequest, model_admin: Any) -> HttpResponse:
    """Show the form, or start the import and go to its report."""
    form = FeedUploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        opened = feed_upload(file=form.cleaned_data["file"], format=form.cleaned_data["format"], by=request.user)
        messages.success(request, _("A worker imports %(file)s.") % {"file": opened.file_name})
        return redirect("admin:catalog_feedimport_change", opened.pk)
    context = {
        **model_admin.admin_site.each_context(request),
        "form": form,
        "title": _("Import a file"),
        "opts": model_admin.opts,
    }
    return render(request, "catalog/feed_import/upload.html", context)
