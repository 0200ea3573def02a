"""What every view of the API has in common."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import override
from rest_framework.exceptions import ParseError, UnsupportedMediaType
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.current_store import current_store_id, in_store
from recommendations.api.parsing import JsonOnly, JsonParser


class ApiView(APIView):
    """A view that works for the store of its key, for as long as the request lasts."""

    required_scopes: ClassVar[dict[str, str]] = {}
    http_method_names = ["get", "post", "put", "delete", "head"]
    parser_classes = [JsonParser]
    content_negotiation_class = JsonOnly

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # Programs read the answers, so their words do not follow the language that a client happens to send.
        # Authentication enters the key's store, and a thread serves many stores.
        with override("en"), in_store(current_store_id()):
            return super().dispatch(request, *args, **kwargs)

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        finished = super().finalize_response(request, response, *args, **kwargs)
        finished["Cache-Control"] = "no-store"
        return finished

    def body(self) -> Any:
        """Return the parsed body, None for an empty one."""
        if self.request.META.get("CONTENT_LENGTH") in (None, "", "0"):
            if "HTTP_TRANSFER_ENCODING" in self.request.META:  # WSGI hands on no body without its length
                raise ParseError("The body came in chunks: send it in one piece, with its Content-Length.")
            return None
        try:
            return self.request.data
        except UnsupportedMediaType as error:
            kind = str(self.request.content_type)
            raise UnsupportedMediaType(kind, f"The body has the type “{kind}”: send application/json.") from error
