"""Reader of a Google Merchant Center feed: RSS 2.0 with the g: namespace, or Atom."""

from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ErrorString

from defusedxml.common import DefusedXmlException

from catalog.feeds.chunks import DAMAGED, DamagedFileError
from catalog.feeds.errors import FieldError
from catalog.feeds.google_item import GOOGLE, build_item
from catalog.feeds.options import ReaderOptions
from catalog.feeds.pipeline import collect_attributes, map_columns, refusal, to_products
from catalog.feeds.records import ProductRecord, RawRow, RowError
from catalog.feeds.xml_items import Item, UnreadableFeedError, read_items


def read(stream: BinaryIO, *, options: ReaderOptions) -> Iterator[ProductRecord | RowError]:
    """Yield one product an item or entry; a row is the number of the item.

    An item that is too long is refused alone. XML that is broken in the middle ends the reading with an error that
    names the position.
    """
    return to_products(_rows(stream, options), options)


def _rows(stream: BinaryIO, options: ReaderOptions) -> Iterator[RawRow | RowError]:
    number = 1
    try:
        for item in read_items(stream, max_bytes=options.max_row_bytes):
            yield _to_row(number, item, options)
            number += 1
    except (ParseError, DefusedXmlException, UnreadableFeedError, DamagedFileError, ValueError, LookupError) as error:
        yield RowError(number, "file", _problem(error))


def _to_row(number: int, item: Item, options: ReaderOptions) -> RawRow | RowError:
    try:
        if item.problem:
            raise FieldError("file", item.problem)
        values = map_columns(build_item(item.element, now=options.now), options.field_map)
        return RawRow(number, collect_attributes(values))
    except FieldError as error:
        return refusal(number, error, item.element.findtext(f"{GOOGLE}id") or item.element.findtext("id"))


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
