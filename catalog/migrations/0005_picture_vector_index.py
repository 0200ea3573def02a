"""Index the picture vectors by cosine distance."""

import pgvector.django.indexes
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("catalog", "0004_picture_vectors")]

    operations = [
        AddIndexConcurrently(
            model_name="picturevector",
            index=pgvector.django.indexes.HnswIndex(
                name="picture_vector_hnsw",
                fields=["embedding"],
                m=16,
                ef_construction=64,
                opclasses=["halfvec_cosine_ops"],
            ),
        ),
    ]
