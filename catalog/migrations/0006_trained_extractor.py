"""Add the trained extractor: its versions, its job, and what it is sure of."""

import django.db.models.deletion
from django.db import migrations, models

import catalog.current_store


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0005_picture_vector_index"),
    ]

    operations = [
        migrations.AddField(
            model_name="feature",
            name="accepted_automatically",
            field=models.BooleanField(default=False, verbose_name="accepted automatically"),
        ),
        migrations.AddField(
            model_name="feature",
            name="sure",
            field=models.BooleanField(
                default=False,
                help_text="the trained extractor is as sure as of values of which nearly all were right",
                verbose_name="would be accepted automatically",
            ),
        ),
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
                    ("train_extractor", "Training of the extractor"),
                    ("generate_copy", "Copy drafts"),
                ],
                max_length=40,
                verbose_name="kind",
            ),
        ),
        migrations.CreateModel(
            name="ExtractorVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.CharField(max_length=100, verbose_name="version")),
                ("active", models.BooleanField(default=False, verbose_name="in use")),
                (
                    "folder",
                    models.CharField(help_text="below the folder of models", max_length=300, verbose_name="folder"),
                ),
                ("code_version", models.CharField(max_length=20, verbose_name="version of the code")),
                ("metrics", models.JSONField(default=dict, verbose_name="metrics")),
                ("examples", models.PositiveIntegerField(default=0, verbose_name="texts learned from")),
                ("window_start", models.DateTimeField(null=True, verbose_name="decisions from")),
                ("window_end", models.DateTimeField(null=True, verbose_name="decisions to")),
                ("trained_at", models.DateTimeField(auto_now_add=True, verbose_name="trained")),
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
                "verbose_name": "extractor version",
                "verbose_name_plural": "extractor versions",
                "ordering": ["-trained_at"],
                "constraints": [
                    models.UniqueConstraint(fields=("store", "version"), name="extractor_version_per_store"),
                    models.UniqueConstraint(
                        condition=models.Q(("active", True)), fields=("store",), name="extractor_version_one_active"
                    ),
                ],
            },
        ),
    ]
