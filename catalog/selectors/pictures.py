"""Which products have a picture to encode, and the vectors of those that were."""

from collections.abc import Sequence

import numpy as np
from django.conf import settings
from django.db import connection
from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from catalog.current_store import current_store_id
from catalog.models import PictureVector, Product
from catalog.services.engines import image_dimension
from recdash.lib.batches import batches
from recdash.llm.types import FloatMatrix

AT_ONCE = 2000  # vectors read by one query, 5 MB
# Numbers as pgvector sends them, two bytes of length and two unused before: a thousand times quicker read than text.
VECTORS = """
    SELECT product_id, halfvec_send(embedding) FROM catalog_picturevector
    WHERE store_id = %s AND encoder = %s AND embedding IS NOT NULL AND product_id = ANY(%s)
"""


def pictures_due() -> QuerySet[Product]:
    """Return the products whose first picture, `picture`, is not the one their vector was made of.

    Those whose picture failed are among them. `picture` is empty where there is none, or none that may be fetched.
    """
    rows = PictureVector.objects.filter(product=OuterRef("pk"))
    fresh = rows.filter(address=OuterRef("picture"), encoder=settings.RECDASH_IMAGE_ENCODER, error="")
    due = (Q(picture="") & Exists(rows)) | (~Q(picture="") & ~Exists(fresh))
    products: QuerySet[Product] = Product.objects.annotate(picture=_picture()).filter(due)
    return products


def picture_matrix(keys: Sequence[int]) -> FloatMatrix:
    """Return the picture vectors of products, shape (len(keys), dimension), in their order.

    Rows have length 1 and no share in what all pictures of the store have in common. A product without a vector has
    a row of zeros.
    """
    matrix = np.zeros((len(keys), image_dimension()), dtype=np.float32)
    places = {key: place for place, key in enumerate(keys)}
    with connection.cursor() as cursor:
        for some in batches(places, AT_ONCE):
            cursor.execute(VECTORS, [current_store_id(), settings.RECDASH_IMAGE_ENCODER, some])
            for key, sent in cursor.fetchall():
                matrix[places[key]] = np.frombuffer(sent, dtype=">f2", offset=4)
    return matrix


def picture_problem(key: int) -> str:
    """Return why a product has no picture vector; empty where it has one, or nobody has looked yet."""
    return PictureVector.objects.filter(pk=key).values_list("error", flat=True).first() or ""


def _picture() -> Coalesce:
    first = KT("images__0")
    if settings.RECDASH_FETCH_PICTURES:
        return Coalesce(first, Value(""), output_field=CharField())
    web = Q(images__0__istartswith="http://") | Q(images__0__istartswith="https://")
    kept = Case(When(web, then=Value("")), default=first, output_field=CharField())
    return Coalesce(kept, Value(""), output_field=CharField())
