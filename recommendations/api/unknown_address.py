"""An address below /api/ that is none."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from recommendations.api.base import ApiView


@extend_schema(exclude=True)
class UnknownAddressView(ApiView):
    authentication_classes = []
    permission_classes = []

    def get(self, request: Request, **_: Any) -> Response:
        raise Http404("There is nothing at this address: every address ends in a slash, and /api/docs/ lists them.")

    post = put = delete = get
