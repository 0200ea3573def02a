"""Refusals of the API that the REST framework has no name for."""

from rest_framework import status
from rest_framework.exceptions import APIException


class PayloadTooLarge(APIException):
    """The body is larger than the server reads."""

    status_code = status.HTTP_413_CONTENT_TOO_LARGE if hasattr(status, "HTTP_413_CONTENT_TOO_LARGE") else 413
    default_code = "too_large"
