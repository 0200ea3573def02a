"""Read the items of an XML feed one after the other, none of them larger than what is allowed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element, TreeBuilder

from defusedxml.ElementTree import DefusedXMLParser, iterparse

from catalog.feeds.chunks import read_raw_chunk
from catalog.feeds.google_item import ITEM_TAGS, ROOT_TAGS
from catalog.feeds.lines import too_long

NO_FEED = "is neither RSS nor Atom: export the products as a Google Merchant Center feed"


class UnreadableFeedError(Exception):
    """The file is no feed, or a single tag is too long to read on; the message says which."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item. With a `problem` it was too long, and the element holds only what came before the limit."""

    element: Element
    problem: str = ""


def read_items(stream: BinaryIO, *, max_bytes: int) -> Iterator[Item]:
    """Yield the items in their order, holding one at a time.

    Raises UnreadableFeedError, and what defusedxml raises for broken or dangerous XML.
    """
    target = _BoundedTarget(max_bytes)
    parser = DefusedXMLParser(target=target)
    target.parser = parser.parser
    source = _BoundedSource(stream, target, max_bytes)
    parents: list[Element] = []
    for event, element in iterparse(source, events=("start", "end"), parser=parser):
        if event == "start":
            if not parents and element.tag not in ROOT_TAGS:
                raise UnreadableFeedError(NO_FEED)
            parents.append(element)
            continue
        parents.pop()
        if element.tag in ITEM_TAGS:
            yield Item(element, target.problems.pop(element, ""))
            if parents:
                parents[-1].clear()  # or the whole feed would stay in memory


class _BoundedTarget:
    """Builds elements, and drops text outside of items and what stands in one beyond the allowed bytes.

    Tags are kept, so that the item still closes where it should; tags beyond the limit are taken off their parent.
    """

    def __init__(self, max_bytes: int) -> None:
        self.problems: dict[Element, str] = {}
        self.heard_at = 0  # byte of the file at which the parser last made something of it
        self.parser: Any = None  # expat's, which tells where in the file it is
        self._builder = TreeBuilder()
        self._max_bytes = max_bytes
        self._item_at: int | None = None  # byte at which the open item begins
        self._open: list[Element] = []

    def start(self, tag: str, attributes: dict[str, str]) -> Element:
        self._hear()
        element = self._builder.start(tag, attributes)
        if tag in ITEM_TAGS:
            self._item_at = self.heard_at
        self._open.append(element)
        return element

    def data(self, text: str) -> None:
        self._hear()
        if self._item_at is not None and self._size() <= self._max_bytes:
            self._builder.data(text)

    def end(self, tag: str) -> Element:
        self._hear()
        element = self._builder.end(tag)
        self._open.pop()
        if self._item_at is None:
            return element
        too_large = self._size() > self._max_bytes
        if tag in ITEM_TAGS:
            if too_large:
                self.problems[element] = too_long(self._size(), self._max_bytes)
            self._item_at = None
        elif too_large:
            self._open[-1].remove(element)
        return element

    def close(self) -> Element:
        return self._builder.close()

    def _hear(self) -> None:
        self.heard_at = self.parser.CurrentByteIndex

    def _size(self) -> int:
        return self.heard_at - (self._item_at or 0)


class _BoundedSource:
    """Hands the parser small pieces, and stops where it has made nothing of the allowed bytes: in an endless tag."""

    def __init__(self, stream: BinaryIO, target: _BoundedTarget, max_bytes: int) -> None:
        self._stream = stream
        self._target = target
        self._max_bytes = max_bytes
        self._read = 0

    def read(self, size: int = -1) -> bytes:
        waiting = self._read - self._target.heard_at
        if waiting > self._max_bytes:
            raise UnreadableFeedError(f"{too_long(waiting, self._max_bytes)}; items after it were not read")
        chunk = read_raw_chunk(self._stream)
        self._read += len(chunk)
        return chunk
