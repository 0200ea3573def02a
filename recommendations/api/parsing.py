"""Read a JSON body, and say what is wrong with one that is none."""

import json
from collections.abc import Iterable, Mapping
from typing import IO, Any

from django.conf import settings
from rest_framework.exceptions import ParseError
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from recommendations.api.errors import PayloadTooLarge


class JsonParser(BaseParser):
    """Parse UTF-8 JSON of limited size."""

    media_type = "application/json"

    def parse(
        self, stream: IO[bytes], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        limit = int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0)
        body = stream.read(limit + 1)
        if len(body) > limit:
            raise PayloadTooLarge(f"The body has more than {limit:,} bytes: send fewer rows at once.")
        return loads(body)


class JsonOnly(BaseContentNegotiation):
    """Choose the parser by Content-Type and always answer JSON, whatever the Accept header says."""

    def select_parser(self, request: Request, parsers: Iterable[BaseParser]) -> BaseParser | None:
        media_type = (request.content_type or "").partition(";")[0].strip().lower()
        return next((parser for parser in parsers if parser.media_type == media_type), None)

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        renderer = next(iter(renderers))
        return renderer, str(renderer.media_type)


def loads(body: bytes) -> Any:
    """Return the value of a JSON text; raise ParseError that says where it ends to be one."""
    try:
        return json.loads(body.decode("utf-8"), parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise ParseError(f"The body is not UTF-8 at byte {error.start}: encode it in UTF-8.") from error
    except json.JSONDecodeError as error:
        place = f"line {error.lineno} column {error.colno}"
        raise ParseError(f"The body is not valid JSON at {place}: {error.msg}. Correct it there.") from error
    except RecursionError as error:
        raise ParseError("The body is nested too deeply: send flat objects.") from error
    except ValueError as error:
        raise ParseError("The body has a number that is too long or not finite: correct it.") from error


def _refuse_constant(name: str) -> None:
    raise ValueError(name)
