"""Reader of a Google Merchant Center feed: RSS 2.0 with the g: namespace, or Atom."""

from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError
from xml.parsers.expat import ErrorString

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from catalog.feeds.chunks import DAMAGED, DamagedFileError, read_raw_chunk
from catalog.feeds.errors import FieldError
from catalog.feeds.google_item import GOOGLE, ROOT_TAGS, build_item, is_item
from catalog.feeds.lines import too_long
from catalog.feeds.options import ReaderOptions
from catalog.feeds.pipeline import collect_attributes, map_columns, refusal, to_products
from catalog.feeds.records import ProductRecord, RawRow, RowError

NO_FEED = "is neither RSS nor Atom: export the products as a Google Merchant Center feed"


class UnreadableFeedError(Exception):
    """The file is no feed, or an item is too long; the message says which."""


def read(stream: BinaryIO, *, options: ReaderOptions) -> Iterator[ProductRecord | RowError]:
    """Yield one product an item or entry; a row is the number of the item.

    XML that is broken in the middle ends the reading with an error that names the position.
    """
    return to_products(_rows(stream, options), options)


def _rows(stream: BinaryIO, options: ReaderOptions) -> Iterator[RawRow | RowError]:
    number = 1
    source = _BoundedSource(stream, options.max_row_bytes)
    try:
        for item in _items(source):
            yield _to_row(number, item, options)
            number += 1
    except (ParseError, DefusedXmlException, UnreadableFeedError, DamagedFileError, ValueError, LookupError) as error:
        yield RowError(number, "file", _problem(error))


def _items(source: "_BoundedSource") -> Iterator[Element]:
    parents: list[Element] = []
    for event, element in iterparse(source, events=("start", "end")):
        if event == "start":
            if not parents and element.tag not in ROOT_TAGS:
                raise UnreadableFeedError(NO_FEED)
            parents.append(element)
            continue
        parents.pop()
        if is_item(element):
            yield element
            source.start_item()
            if parents:
                parents[-1].clear()  # or the whole feed would stay in memory


def _to_row(number: int, item: Element, options: ReaderOptions) -> RawRow | RowError:
    try:
        values = map_columns(build_item(item, now=options.now), options.field_map)
        return RawRow(number, collect_attributes(values))
    except FieldError as error:
        return refusal(number, error, item.findtext(f"{GOOGLE}id") or item.findtext("id"))


def _problem(error: Exception) -> str:
    if isinstance(error, ParseError):
        line, column = error.position
        reason = ErrorString(error.code)
        return f"is not valid XML at line {line}, column {column + 1} ({reason}): correct it; items before it went in"
    if isinstance(error, DefusedXmlException):
        return "declares entities or refers to outside files, which is not allowed: remove the DOCTYPE"
    if isinstance(error, UnreadableFeedError):
        return str(error)
    if isinstance(error, DamagedFileError):
        return DAMAGED
    return f"cannot be decoded ({error}): save the file as UTF-8"


class _BoundedSource:
    """Hands the parser small pieces, and stops when one item takes more than the allowed bytes."""

    def __init__(self, stream: BinaryIO, max_bytes: int) -> None:
        self._stream = stream
        self._max_bytes = max_bytes
        self._since_item = 0

    def start_item(self) -> None:
        self._since_item = 0

    def read(self, size: int = -1) -> bytes:
        chunk = read_raw_chunk(self._stream)
        if self._since_item > self._max_bytes:
            raise UnreadableFeedError(too_long(self._since_item, self._max_bytes))
        self._since_item += len(chunk)
        return chunk
