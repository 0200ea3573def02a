"""Add the picture vectors of products, and the job that makes them."""

import django.db.models.deletion
import pgvector.django.halfvec
import pgvector.django.vector
from django.db import migrations, models

import catalog.current_store


def store_field() -> models.Field:
    return models.ForeignKey(
        default=catalog.current_store.current_store_id,
        editable=False,
        on_delete=django.db.models.deletion.CASCADE,
        related_name="+",
        to="catalog.store",
    )


class Migration(migrations.Migration):
    dependencies = [("catalog", "0003_default_store")]

    operations = [
        migrations.AlterField(
            model_name="job",
            name="kind",
            field=models.CharField(
                choices=[
                    ("embed_products", "Text vectors"),
                    ("embed_pictures", "Picture vectors"),
                    ("extract_features", "Feature extraction"),
                    ("build_profiles", "Shopper profiles"),
                    ("train_recommender", "Training"),
                    ("refresh_recommendations", "Personal scores"),
                    ("generate_copy", "Copy drafts"),
                ],
                max_length=40,
                verbose_name="kind",
            ),
        ),
        migrations.CreateModel(
            name="PictureMean",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("encoder", models.CharField(max_length=200, verbose_name="encoder")),
                (
                    "mean",
                    pgvector.django.vector.VectorField(
                        dimensions=1280, help_text="empty while there are few pictures", null=True
                    ),
                ),
                ("computed_at", models.DateTimeField(null=True, verbose_name="computed")),
                ("store", store_field()),
            ],
            options={
                "verbose_name": "mean picture",
                "verbose_name_plural": "mean pictures",
                "constraints": [models.UniqueConstraint(fields=("store", "encoder"), name="picture_mean_per_encoder")],
            },
        ),
        migrations.CreateModel(
            name="PictureVector",
            fields=[
                (
                    "product",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="picture_vector",
                        serialize=False,
                        to="catalog.product",
                        verbose_name="product",
                    ),
                ),
                ("raw", pgvector.django.halfvec.HalfVectorField(dimensions=1280, null=True)),
                ("embedding", pgvector.django.halfvec.HalfVectorField(dimensions=1280, null=True)),
                ("encoder", models.CharField(max_length=200, verbose_name="encoder")),
                ("address", models.CharField(max_length=2000, verbose_name="address of the picture")),
                (
                    "picture_hash",
                    models.CharField(blank=True, help_text="SHA-256 of the picture's bytes", max_length=64),
                ),
                ("error", models.CharField(blank=True, max_length=500, verbose_name="why there is no vector")),
                ("encoded_at", models.DateTimeField(verbose_name="encoded")),
                ("store", store_field()),
            ],
            options={"verbose_name": "picture vector", "verbose_name_plural": "picture vectors"},
        ),
    ]
