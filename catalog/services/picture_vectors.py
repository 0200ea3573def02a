"""What the pictures of products show, as vectors in Postgres."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone

from catalog.models import PictureVector
from catalog.pictures.bitmap import readable
from catalog.pictures.errors import PictureError
from catalog.selectors.pictures import pictures_due
from catalog.services.engines import image_encoder
from catalog.services.jobs import ChunkResult
from catalog.services.picture_files import pictures_read
from catalog.services.picture_mean import picture_mean_lock, pictures_centre
from catalog.signals import content_read
from recdash.lib.batches import batches
from recdash.llm.errors import LanguageModelError, ModelUnavailable

AT_ONCE = 32  # pictures held in memory, 10 MB each at most
LONGEST_ERROR = 500


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of one product: its bytes and their hash, or what is wrong with it."""

    product: Any
    content: bytes = b""
    hash: str = ""
    error: str = ""


def pictures_embed(ids: Sequence[int]) -> ChunkResult:
    """Encode the pictures of those of these products whose picture changed; idempotent.

    A picture that cannot be used costs its own product alone: the reason is stored in place of the vector.
    """
    failed: list[Picture] = []
    for some in batches(ids, AT_ONCE):
        due = list(pictures_due().filter(pk__in=some).order_by("pk"))
        failed += _embed(due)
        content_read.send(PictureVector, product_ids=[product.pk for product in due])
    error = f"the picture of {failed[-1].product.external_id}: {failed[-1].error}" if failed else ""
    return ChunkResult(done=len(ids) - len(failed), failed=len(failed), error=error)


def _embed(products: Sequence[Any]) -> list[Picture]:
    """Store what became of each picture; return those that failed."""
    gone = [product.pk for product in products if not product.picture]
    PictureVector.objects.filter(pk__in=gone).delete()
    pictures = _read([product for product in products if product.picture])
    known = _known(pictures)
    vectors = _encoded({one.hash: one.content for one in pictures if one.hash and one.product.pk not in known})
    told = [_told(one, vectors) for one in pictures]
    if new := [one for one in told if one.product.pk not in known]:
        _store(new, vectors)
    for one in told:
        if one.product.pk in known:
            PictureVector.objects.filter(pk=one.product.pk).update(address=one.product.picture)
    return [one for one in told if one.error]


def _read(products: Sequence[Any]) -> list[Picture]:
    found = pictures_read({product.picture for product in products})
    return [_picture(product, found[product.picture]) for product in products]


def _picture(product: Any, found: bytes | PictureError) -> Picture:
    if isinstance(found, PictureError):
        return Picture(product, error=str(found))
    try:
        return Picture(product, readable(found), sha256(found).hexdigest())
    except PictureError as error:
        return Picture(product, error=str(error))


def _known(pictures: Sequence[Picture]) -> frozenset[int]:
    """Return the products that have a vector of the same bytes, found at another address before."""
    hashes = {one.product.pk: one.hash for one in pictures if one.hash}
    rows = PictureVector.objects.filter(pk__in=hashes, encoder=image_encoder().name, error="")
    return frozenset(key for key, stored in rows.values_list("pk", "picture_hash") if stored == hashes[key])


def _encoded(contents: Mapping[str, bytes]) -> dict[str, Any]:
    """Return hash → vector, or the PictureError of a picture that turns out to be broken."""
    if not contents:
        return {}
    try:
        return dict(zip(contents, image_encoder().encode(list(contents.values())), strict=True))
    except ModelUnavailable:
        raise
    except LanguageModelError as error:
        if len(contents) == 1:
            return dict.fromkeys(contents, PictureError(f"cannot be unpacked: {error}"))
        return {key: vector for one in contents.items() for key, vector in _encoded(dict([one])).items()}


def _told(picture: Picture, vectors: Mapping[str, Any]) -> Picture:
    broken = vectors.get(picture.hash)
    return Picture(picture.product, error=str(broken)) if isinstance(broken, PictureError) else picture


@transaction.atomic
def _store(pictures: Sequence[Picture], vectors: Mapping[str, Any]) -> None:
    encoder = image_encoder().name
    mean = picture_mean_lock(encoder)
    rows = [
        PictureVector(
            product=one.product,
            raw=None if one.error else vectors[one.hash],
            encoder=encoder,
            address=one.product.picture,
            picture_hash=one.hash,
            error=one.error[:LONGEST_ERROR],
            encoded_at=timezone.now(),
        )
        for one in pictures
    ]
    fields = ["raw", "embedding", "encoder", "address", "picture_hash", "error", "encoded_at"]
    PictureVector.objects.bulk_create(rows, update_conflicts=True, unique_fields=["product"], update_fields=fields)
    pictures_centre(mean=mean, keys=[row.pk for row in rows])
