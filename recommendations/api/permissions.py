"""What a key may do."""

from typing import TYPE_CHECKING

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from recommendations.api.keys import KeyGrant

if TYPE_CHECKING:  # the framework reads this module while it makes its views
    from rest_framework.views import APIView


class HasScope(BasePermission):
    """Ask the key for the scope that the view names for the method in `required_scopes`."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        method = "GET" if request.method == "HEAD" else str(request.method)
        if not isinstance(request.auth, KeyGrant):
            return False
        scope = getattr(view, "required_scopes", {}).get(method)
        if scope is None:
            return method.lower() not in view.http_method_names or not hasattr(view, method.lower())
        self.message = f"The key “{request.auth.name}” lacks the scope {scope}: use a key that has it."
        return scope in request.auth.scopes
