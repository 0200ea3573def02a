"""Fits the columns of picture vectors to another picture encoder."""

from django.db import connection, transaction


def picture_columns_resize(*, dimension: int) -> None:
    """Empty the tables of picture vectors and give their columns this length; the step fills them again."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DROP INDEX IF EXISTS picture_vector_hnsw")
        cursor.execute("DELETE FROM catalog_picturevector")
        cursor.execute("DELETE FROM catalog_picturemean")
        cursor.execute(
            f"ALTER TABLE catalog_picturevector ALTER COLUMN raw TYPE halfvec({dimension:d}), "
            f"ALTER COLUMN embedding TYPE halfvec({dimension:d})"
        )
        cursor.execute(f"ALTER TABLE catalog_picturemean ALTER COLUMN mean TYPE vector({dimension:d})")
        cursor.execute(
            "CREATE INDEX picture_vector_hnsw ON catalog_picturevector "
            "USING hnsw (embedding halfvec_cosine_ops) WITH (m = 16, ef_construction = 64)"
        )
