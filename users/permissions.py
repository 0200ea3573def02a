"""What each role may do, in the store that is being worked on."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from users.models import StaffRole, User

_EVERYONE_SEES = [
    "catalog.view_product",
    "catalog.view_producttext",
    "catalog.view_category",
    "catalog.view_review",
    "catalog.view_feature",
    "catalog.view_extractorversion",
    "catalog.view_feedimport",
    "catalog.view_job",
    "users.view_shopper",
    "users.view_interesttag",
    "users.view_interaction",
    "recommendations.view_placement",
    "recommendations.view_rule",
    "recommendations.view_flow",
    "recommendations.view_release",
    "recommendations.view_copy",
    "recommendations.view_modelversion",
    "recommendations.view_evaluationrun",
    "recommendations.view_shopperday",
    "recommendations.view_experiment",
    "recommendations.view_replayrun",
]
_MERCHANDISER = [
    "catalog.change_product",
    "catalog.change_feature",
    "catalog.add_feature",
    "catalog.add_category",
    "catalog.change_category",
    "catalog.add_job",
    "catalog.change_job",
    "catalog.add_feedimport",
    "users.add_interesttag",
    "users.change_interesttag",
    "recommendations.add_rule",
    "recommendations.change_rule",
    "recommendations.delete_rule",
    "recommendations.change_flow",
    "recommendations.add_release",
    "recommendations.change_release",
    "recommendations.review_release",
    "recommendations.quick_release",
    "recommendations.change_placement",
    "recommendations.change_modelversion",
    "recommendations.add_experiment",
    "recommendations.change_experiment",
    "recommendations.add_replayrun",
]
_MARKETER = [
    "recommendations.add_copy",
    "recommendations.change_copy",
    "recommendations.review_copy",
    "catalog.add_job",
]
_ANALYST = ["recommendations.view_modelcall"]

ROLE_PERMISSIONS: dict[str, frozenset[str]] = {
    StaffRole.Role.MERCHANDISER: frozenset([*_EVERYONE_SEES, *_MERCHANDISER]),
    StaffRole.Role.MARKETER: frozenset([*_EVERYONE_SEES, *_MARKETER]),
    StaffRole.Role.ANALYST: frozenset([*_EVERYONE_SEES, *_ANALYST]),
}
# An administrator may do everything in these apps.
ADMINISTRATOR_APPS = frozenset({"catalog", "users", "recommendations", "auditlog"})


class RoleBackend(ModelBackend):
    """Passwords as Django has them; permissions from the roles of the current store."""

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if user_obj.is_superuser:
            return set(super().get_all_permissions(user_obj))
        return set().union(*(ROLE_PERMISSIONS.get(role, frozenset()) for role in roles_of(user_obj)))

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        if not user_obj.is_active or user_obj.is_anonymous:
            return False
        if user_obj.is_superuser or perm in self.get_all_permissions(user_obj):
            return True
        return StaffRole.Role.ADMINISTRATOR in roles_of(user_obj) and perm.partition(".")[0] in ADMINISTRATOR_APPS

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        if not user_obj.is_active:  # nor is anybody who has not logged in
            return False
        if StaffRole.Role.ADMINISTRATOR in roles_of(user_obj) and app_label in ADMINISTRATOR_APPS:
            return True
        return bool(super().has_module_perms(user_obj, app_label))


def roles_of(user: User) -> frozenset[str]:
    """Return the roles in the current store, read once per request's user object."""
    if not hasattr(user, "_recdash_roles"):
        user._recdash_roles = frozenset(StaffRole.objects.filter(user=user).values_list("role", flat=True))  # type: ignore[attr-defined]
    return user._recdash_roles  # type: ignore[attr-defined,no-any-return]
