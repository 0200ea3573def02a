"""Reads the pictures that products name: files kept here, and files on the web."""

from collections.abc import Collection

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage

from catalog.pictures.errors import PictureError
from catalog.pictures.fetching import LARGEST_FILE, fetch_many

WEB = ("http://", "https://")


def pictures_read(addresses: Collection[str]) -> dict[str, bytes | PictureError]:
    """Return, for each address, the bytes of its picture or what is wrong with it."""
    web = [address for address in addresses if address.lower().startswith(WEB)]
    if web and not settings.RECDASH_FETCH_PICTURES:
        refused = PictureError("is on the web: set RECDASH_FETCH_PICTURES, or upload it")
        found: dict[str, bytes | PictureError] = dict.fromkeys(web, refused)
    else:
        found = fetch_many(web)
    return found | {address: _kept(address) for address in addresses if address not in found}


def _kept(address: str) -> bytes | PictureError:
    name = address.removeprefix(settings.MEDIA_URL)
    if name.startswith("/"):
        return PictureError("has an address without host: write https://host/path")
    try:
        if default_storage.size(name) > LARGEST_FILE:
            return PictureError(f"is larger than {LARGEST_FILE:,} bytes: keep a smaller one")
        with default_storage.open(name) as file:
            return bytes(file.read())
    except (OSError, ValueError, SuspiciousFileOperation):
        return PictureError("is missing: there is no such file among those kept here")
