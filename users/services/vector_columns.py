"""Fits the vector columns to another text encoder."""

from django.db import connection, transaction

COLUMNS = ("catalog_productvector", "users_interestvector")


def vector_columns_resize(*, dimension: int) -> None:
    """Empty the vector tables and give their columns this length; the steps fill them again."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DROP INDEX IF EXISTS product_vector_hnsw")
        for table in COLUMNS:
            cursor.execute(f"DELETE FROM {table}")
            cursor.execute(f"ALTER TABLE {table} ALTER COLUMN embedding TYPE halfvec({dimension:d})")
        cursor.execute(
            "CREATE INDEX product_vector_hnsw ON catalog_productvector "
            "USING hnsw (embedding halfvec_cosine_ops) WITH (m = 16, ef_construction = 64)"
        )
        cursor.execute("UPDATE users_shopper SET profile_built_at = NULL")
