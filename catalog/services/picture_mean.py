"""Frees picture vectors of what all pictures of a store have in common, so that the differences count."""

from collections.abc import Sequence

from django.db import connection
from django.db.models import Count, Q
from django.utils import timezone

from catalog.models import PictureMean, PictureVector

# The mean of a few pictures says more of these than of pictures: two would always look like opposites.
LEAST_PICTURES = 50
RENEWED_AT = 0.25  # share of pictures that came since the mean was computed
# What is left where a picture is the mean itself is rounding.
LEAST_LENGTH = 0.01

RENEW = """
    UPDATE catalog_picturemean m SET computed_at = %(now)s, mean = (
        SELECT avg(v.raw::vector) FROM catalog_picturevector v
        WHERE v.store_id = m.store_id AND v.encoder = m.encoder AND v.raw IS NOT NULL
    ) WHERE m.id = %(mean)s
"""
CENTRE = """
    UPDATE catalog_picturevector v SET embedding = CASE
        WHEN m.mean IS NULL THEN v.raw
        WHEN vector_norm(v.raw::vector - m.mean) > %(least)s THEN l2_normalize(v.raw::vector - m.mean)::halfvec
    END
    FROM catalog_picturemean m
    WHERE m.id = %(mean)s AND v.store_id = m.store_id AND v.encoder = m.encoder AND v.raw IS NOT NULL
        AND (%(keys)s::bigint[] IS NULL OR v.product_id = ANY(%(keys)s::bigint[]))
"""


def picture_mean_lock(encoder: str) -> PictureMean:
    """Let no other transaction store vectors of this store and encoder before this one ends."""
    PictureMean.objects.get_or_create(encoder=encoder)
    return PictureMean.objects.select_for_update().defer("mean").get(encoder=encoder)


def pictures_centre(*, mean: PictureMean, keys: Sequence[int]) -> None:
    """Set `embedding` of these products from `raw`; of all products where the mean is due to be renewed."""
    with connection.cursor() as cursor:
        renewed = _is_due(mean)
        if renewed:
            cursor.execute(RENEW, {"mean": mean.pk, "now": timezone.now()})
        cursor.execute(CENTRE, {"mean": mean.pk, "keys": None if renewed else list(keys), "least": LEAST_LENGTH})


def _is_due(mean: PictureMean) -> bool:
    vectors = PictureVector.objects.filter(encoder=mean.encoder, raw__isnull=False)
    if mean.computed_at is None:
        return vectors.count() >= LEAST_PICTURES
    counts = vectors.aggregate(all=Count("pk"), new=Count("pk", filter=Q(encoded_at__gt=mean.computed_at)))
    return bool(counts["new"] >= RENEWED_AT * max(counts["all"], 1))
