import django.contrib.postgres.indexes
import django.db.models.deletion
import pgvector.django.halfvec
import pgvector.django.indexes
from django.conf import settings
from django.db import migrations, models

import catalog.current_store


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalog", "0001_catalog"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="feedimport",
            name="started_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="job",
            name="started_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="jobchunk",
            name="job",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="chunks", to="catalog.job"
            ),
        ),
        migrations.AddField(
            model_name="product",
            name="category",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="products",
                to="catalog.category",
                verbose_name="category",
            ),
        ),
        migrations.AddField(
            model_name="feature",
            name="product",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="features",
                to="catalog.product",
                verbose_name="product",
            ),
        ),
        migrations.AddField(
            model_name="producttext",
            name="product",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="texts",
                to="catalog.product",
                verbose_name="product",
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="product",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reviews",
                to="catalog.product",
                verbose_name="product",
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="store",
            field=models.ForeignKey(
                default=catalog.current_store.current_store_id,
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="catalog.store",
            ),
        ),
        migrations.AddField(
            model_name="producttext",
            name="store",
            field=models.ForeignKey(
                default=catalog.current_store.current_store_id,
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="catalog.store",
            ),
        ),
        migrations.AddField(
            model_name="product",
            name="store",
            field=models.ForeignKey(
                default=catalog.current_store.current_store_id,
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="catalog.store",
            ),
        ),
        migrations.AddField(
            model_name="jobchunk",
            name="store",
            field=models.ForeignKey(
                default=catalog.current_store.current_store_id,
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="catalog.store",
            ),
        ),
        migrations.AddField(
            model_name="job",
            name="store",
            field=models.ForeignKey(
                default=catalog.current_store.current_store_id,
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="catalog.store",
            ),
        ),
        migrations.AddField(
            model_name="feedimport",
            name="store",
            field=models.ForeignKey(
                default=catalog.current_store.current_store_id,
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="catalog.store",
            ),
        ),
        migrations.AddField(
            model_name="feature",
            name="store",
            field=models.ForeignKey(
                default=catalog.current_store.current_store_id,
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="catalog.store",
            ),
        ),
        migrations.AddField(
            model_name="category",
            name="store",
            field=models.ForeignKey(
                default=catalog.current_store.current_store_id,
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="catalog.store",
            ),
        ),
        migrations.CreateModel(
            name="ProductVector",
            fields=[
                (
                    "product",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="vector",
                        serialize=False,
                        to="catalog.product",
                        verbose_name="product",
                    ),
                ),
                ("embedding", pgvector.django.halfvec.HalfVectorField(dimensions=512)),
                ("encoder", models.CharField(max_length=200, verbose_name="encoder")),
                ("text_hash", models.CharField(max_length=64)),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated")),
                (
                    "store",
                    models.ForeignKey(
                        default=catalog.current_store.current_store_id,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="catalog.store",
                    ),
                ),
            ],
            options={
                "verbose_name": "text vector",
                "verbose_name_plural": "text vectors",
            },
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.UniqueConstraint(fields=("store", "external_id"), name="review_id_per_store"),
        ),
        migrations.AddIndex(
            model_name="producttext",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["title"], name="product_title_trigrams", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddConstraint(
            model_name="producttext",
            constraint=models.UniqueConstraint(fields=("product", "locale"), name="product_text_per_locale"),
        ),
        migrations.AddIndex(
            model_name="product",
            index=models.Index(fields=["store", "category"], name="product_category"),
        ),
        migrations.AddIndex(
            model_name="product",
            index=models.Index(fields=["store", "-created_at"], name="product_newest"),
        ),
        migrations.AddConstraint(
            model_name="product",
            constraint=models.UniqueConstraint(fields=("store", "external_id"), name="product_id_per_store"),
        ),
        migrations.AddConstraint(
            model_name="product",
            constraint=models.CheckConstraint(
                condition=models.Q(("price__isnull", True), ("price__gte", 0), _connector="OR"),
                name="product_price_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="jobchunk",
            constraint=models.UniqueConstraint(fields=("job", "position"), name="job_chunk_position"),
        ),
        migrations.AddIndex(
            model_name="feature",
            index=models.Index(fields=["store", "kind", "normalised"], name="feature_by_value"),
        ),
        migrations.AddConstraint(
            model_name="feature",
            constraint=models.UniqueConstraint(
                fields=("product", "kind", "name", "normalised"), name="feature_value_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="feature",
            constraint=models.CheckConstraint(
                condition=models.Q(("confidence__gte", 0), ("confidence__lte", 1)), name="feature_confidence_share"
            ),
        ),
        migrations.AddConstraint(
            model_name="feature",
            constraint=models.CheckConstraint(
                condition=models.Q(("evidence_end__gt", models.F("evidence_start"))), name="feature_evidence_not_empty"
            ),
        ),
        migrations.AddConstraint(
            model_name="category",
            constraint=models.UniqueConstraint(fields=("store", "slug"), name="category_slug_per_store"),
        ),
        migrations.AddIndex(
            model_name="productvector",
            index=pgvector.django.indexes.HnswIndex(
                ef_construction=64,
                fields=["embedding"],
                m=16,
                name="product_vector_hnsw",
                opclasses=["halfvec_cosine_ops"],
            ),
        ),
    ]
