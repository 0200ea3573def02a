"""Staff with their roles in this store."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline
from unfold.decorators import display
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from catalog.admin.cells import status_cell, time_cell
from catalog.current_store import current_store_id
from users.models import StaffRole, User


class StaffRoleInline(TabularInline):
    """The roles of a member of staff in the store that is being worked on."""

    model = StaffRole
    extra = 1
    fields = ["role"]


@admin.register(User)
class StaffAdmin(DjangoUserAdmin, ModelAdmin):  # type: ignore[type-arg]
    """Administrators see who works for their store; only a superuser touches those who work for others too."""

    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    list_display = ["username", "full_name", "roles_shown", "active_shown", "seen"]
    list_filter = ["is_active", "roles__role"]
    filter_horizontal = ()
    inlines = [StaffRoleInline]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["first_name", "last_name", "email", "is_active"]}),
    ]
    add_fieldsets = [(None, {"fields": ["username", "usable_password", "password1", "password2"]})]
    change_form_outer_after_template = "components/history_after.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        here = Q(roles__store_id=current_store_id()) | Q(roles__isnull=True)
        return super().get_queryset(request).filter(here).prefetch_related("roles").distinct()

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_change_permission(request, obj) and _within_reach(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_delete_permission(request, obj) and _within_reach(request, obj)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        obj.is_staff = True
        super().save_model(request, obj, form, change)

    @display(description=_("name"))
    def full_name(self, row: User) -> str:
        return row.get_full_name() or "–"

    @display(description=_("roles"))
    def roles_shown(self, row: Any) -> str:
        names = [role.get_role_display() for role in row.roles.all()]
        return ", ".join(names) or ("superuser" if row.is_superuser else "–")

    @display(description=_("active"), ordering="is_active")
    def active_shown(self, row: User) -> str:
        return status_cell("done", _("active")) if row.is_active else status_cell("stopped", _("blocked"))

    @display(description=_("last login"), ordering="last_login")
    def seen(self, row: User) -> str:
        return time_cell(row.last_login)


def _within_reach(request: HttpRequest, user: User | None) -> bool:
    if user is None or request.user.is_superuser:
        return True
    works_elsewhere = StaffRole._base_manager.filter(user=user).exclude(store_id=current_store_id()).exists()
    return not (user.is_superuser or works_elsewhere)
