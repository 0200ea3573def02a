"""Keys of the REST API; the secret is shown once and stored nowhere."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from rest_framework_api_key.models import APIKey
from unfold.admin import ModelAdmin
from unfold.decorators import display

from catalog.admin.cells import status_cell, time_cell
from catalog.admin.confirm import bulk_action
from catalog.current_store import current_store_id
from catalog.models import Store
from recommendations.admin.api_key_form import ApiKeyForm
from recommendations.models import ApiKey
from recommendations.services.api_keys import api_key_create

admin.site.unregister(APIKey)


@admin.register(ApiKey)
class ApiKeyAdmin(ModelAdmin):
    """Keys of this store."""

    form = ApiKeyForm
    list_display = ["name", "prefix", "scopes_shown", "state", "created_shown", "expiry_date"]
    list_filter = ["revoked"]
    search_fields = ["name", "prefix"]
    fields = ["name", "scopes", "expiry_date"]
    actions = ["revoke"]
    change_form_outer_after_template = "components/history_after.html"
    empty_title = _("No API keys yet.")
    empty_text = _("The storefront needs one to send events and to ask for recommendations.")
    empty_link, empty_action = "admin:recommendations_apikey_add", _("Make a key")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ApiKey]:
        return super().get_queryset(request).filter(store_id=current_store_id())

    def save_model(self, request: HttpRequest, obj: ApiKey, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        store = Store.objects.get(pk=current_store_id())
        made, form.secret = api_key_create(name=obj.name, scopes=obj.scopes, store=store, expires_at=obj.expiry_date)
        obj.pk, obj.prefix, obj.hashed_key = made.pk, made.prefix, made.hashed_key
        request.new_api_key_secret = form.secret  # type: ignore[attr-defined]

    def response_add(self, request: HttpRequest, obj: ApiKey, post_url_continue: str | None = None) -> HttpResponse:
        """Show the secret in this very answer, so that it is written down nowhere."""
        secret = request.new_api_key_secret  # type: ignore[attr-defined]
        context = {**self.admin_site.each_context(request), "title": obj.name, "secret": secret, "opts": self.opts}
        return render(request, "recommendations/api_key/created.html", context)

    @display(description=_("may"))
    def scopes_shown(self, row: ApiKey) -> str:
        return ", ".join(row.scopes)

    @display(description=_("state"))
    def state(self, row: ApiKey) -> str:
        if row.revoked:
            return status_cell("revoked", _("revoked"))
        return status_cell("stopped", _("expired")) if row.has_expired else status_cell("in_use", _("valid"))

    @display(description=_("made"), ordering="created")
    def created_shown(self, row: ApiKey) -> str:
        return time_cell(row.created)

    @bulk_action(
        description=_("Revoke"),
        question=_("Revoke these keys? Storefronts that use them are refused at once, for good."),
        permissions=["change"],
        danger=True,
    )
    def revoke(self, request: HttpRequest, queryset: QuerySet[ApiKey]) -> str:
        return _revoke(queryset)


def _revoke(keys: QuerySet[ApiKey]) -> str:
    revoked = list(keys.filter(revoked=False))
    for key in revoked:
        key.revoked = True
        key.save()
    return ngettext("%(n)s key revoked.", "%(n)s keys revoked.", len(revoked)) % {"n": len(revoked)}
