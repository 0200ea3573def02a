"""Errors as RFC 9457 problem details; each message names the field and the remedy."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.signals import got_request_exception
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response

from catalog.feeds.errors import FieldError
from recommendations.api.errors import PayloadTooLarge
from recommendations.engine.errors import RequestError, UnknownProduct

CONTENT_TYPE = "application/problem+json"
TITLES = {
    400: ("invalid-request", "The request is not valid"),
    401: ("not-authenticated", "The API key is missing or not accepted"),
    403: ("not-allowed", "The API key does not allow this"),
    404: ("not-found", "Not found"),
    405: ("method-not-allowed", "The method is not allowed here"),
    413: ("too-large", "The body is too large"),
    415: ("unsupported-media-type", "The body is not JSON"),
    500: ("internal-error", "Something went wrong on our side"),
}
logger = logging.getLogger(__name__)


def problem_response(error: Exception, context: Mapping[str, Any]) -> Response:
    """Answer an exception of a view; one that nobody foresaw is logged and reported, and answered with 500."""
    request = context.get("request")
    status = _status_of(error)
    if status == 500:
        logger.error("%s failed", getattr(request, "path", "a request"), exc_info=error)
        got_request_exception.send(sender=None, request=getattr(request, "_request", request))
    body = problem_body(
        status=status, detail=_detail_of(error, status), instance=getattr(request, "path", ""), errors=_errors_of(error)
    )
    return Response(body, status=status, headers=_headers_of(error), content_type=CONTENT_TYPE)


def problem_body(
    *, status: int, detail: str, instance: str, errors: Sequence[Mapping[str, str]] = ()
) -> dict[str, object]:
    """Return the members of a problem: type, title, status, detail, instance, and errors by field."""
    kind, title = TITLES.get(status, ("error", "The request failed"))
    return {
        "type": f"urn:recdash:problem:{kind}",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": instance,
        "errors": [dict(error) for error in errors],
    }


def _status_of(error: Exception) -> int:
    if isinstance(error, UnknownProduct | Http404):
        return 404
    if isinstance(error, FieldError | RequestError):
        return 400
    if isinstance(error, PermissionDenied):
        return 403
    return int(error.status_code) if isinstance(error, exceptions.APIException) else 500


def _detail_of(error: Exception, status: int) -> str:
    if isinstance(error, FieldError | RequestError):
        return f"{error.field}: {error.message}" if error.field else error.message
    if status == 500:
        return "The error is in the log of the server: try again, and tell its operator if it happens again."
    return str(error.detail) if isinstance(error, exceptions.APIException) else str(error) or TITLES[status][1]


def _errors_of(error: Exception) -> list[dict[str, str]]:
    if isinstance(error, FieldError | RequestError):
        return [{"field": error.field, "message": error.message}]
    return [{"field": "body", "message": str(error.detail)}] if isinstance(error, PayloadTooLarge) else []


def _headers_of(error: Exception) -> dict[str, str]:
    header = getattr(error, "auth_header", None)
    return {"WWW-Authenticate": str(header)} if header else {}
