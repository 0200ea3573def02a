import django.core.validators
import django.db.models.deletion
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models
from pgvector.django import VectorExtension

import catalog.models.store


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        VectorExtension(),
        TrigramExtension(),
        migrations.CreateModel(
            name="Feature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("category", "category"),
                            ("attribute", "attribute"),
                            ("function", "function"),
                            ("audience", "audience"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="colour, material, weight …; the kind otherwise", max_length=100, verbose_name="name"
                    ),
                ),
                ("value", models.CharField(max_length=300, verbose_name="value as written")),
                ("normalised", models.CharField(max_length=300, verbose_name="normalised value")),
                ("confidence", models.FloatField(verbose_name="confidence")),
                (
                    "evidence_field",
                    models.CharField(
                        help_text="title:en, description:de, review:ID …", max_length=300, verbose_name="found in"
                    ),
                ),
                ("evidence_start", models.PositiveIntegerField(verbose_name="from character")),
                ("evidence_end", models.PositiveIntegerField(verbose_name="to character")),
                (
                    "source",
                    models.CharField(
                        choices=[("model", "language model"), ("staff", "staff")],
                        default="model",
                        max_length=10,
                        verbose_name="source",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("proposed", "proposed"), ("verified", "verified"), ("rejected", "rejected")],
                        default="proposed",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("model", models.CharField(blank=True, max_length=200, verbose_name="model")),
                ("prompt_version", models.CharField(blank=True, max_length=100, verbose_name="prompt version")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="extracted")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated")),
            ],
            options={
                "verbose_name": "feature",
                "verbose_name_plural": "features",
                "ordering": ["kind", "name", "normalised"],
            },
        ),
        migrations.CreateModel(
            name="FeedImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(default="catalog", max_length=20, verbose_name="kind")),
                ("format", models.CharField(max_length=40, verbose_name="format")),
                ("file_name", models.CharField(max_length=300, verbose_name="file")),
                (
                    "status",
                    models.CharField(
                        choices=[("running", "running"), ("done", "done"), ("failed", "failed")],
                        default="running",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("created", models.PositiveIntegerField(default=0, verbose_name="created")),
                ("updated", models.PositiveIntegerField(default=0, verbose_name="updated")),
                ("unchanged", models.PositiveIntegerField(default=0, verbose_name="unchanged")),
                ("rejected", models.PositiveIntegerField(default=0, verbose_name="rejected")),
                (
                    "report",
                    models.JSONField(
                        default=list,
                        help_text="[{row, field, message, id}], the first 1,000",
                        verbose_name="refused rows",
                    ),
                ),
                ("error", models.TextField(blank=True, verbose_name="error")),
                ("started_at", models.DateTimeField(auto_now_add=True, verbose_name="started")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="finished")),
            ],
            options={
                "verbose_name": "feed import",
                "verbose_name_plural": "feed imports",
                "ordering": ["-started_at"],
            },
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("embed_products", "Text vectors"),
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
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("queued", "queued"),
                            ("running", "running"),
                            ("done", "done"),
                            ("failed", "failed"),
                            ("stopped", "stopped"),
                        ],
                        default="queued",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("total", models.PositiveIntegerField(default=0, verbose_name="rows")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="done")),
                ("failed", models.PositiveIntegerField(default=0, verbose_name="failed")),
                ("error", models.TextField(blank=True, verbose_name="last error")),
                ("follow_up", models.JSONField(default=list, verbose_name="kinds that follow")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="asked for")),
                ("started_at", models.DateTimeField(blank=True, null=True, verbose_name="started")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="finished")),
            ],
            options={
                "verbose_name": "job",
                "verbose_name_plural": "jobs",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="JobChunk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                ("ids", models.JSONField(help_text="primary keys of the rows")),
                (
                    "status",
                    models.CharField(
                        choices=[("waiting", "waiting"), ("done", "done"), ("failed", "failed")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("done", models.PositiveIntegerField(default=0)),
                ("failed", models.PositiveIntegerField(default=0)),
                ("error", models.TextField(blank=True)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Product",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("external_id", models.CharField(max_length=200, verbose_name="product id")),
                ("feed_category", models.CharField(blank=True, max_length=600, verbose_name="category in the feed")),
                ("brand", models.CharField(blank=True, max_length=200, verbose_name="brand")),
                (
                    "price",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="price"),
                ),
                ("currency", models.CharField(max_length=3, verbose_name="currency")),
                (
                    "stock",
                    models.IntegerField(blank=True, help_text="Empty: not counted.", null=True, verbose_name="stock"),
                ),
                ("available", models.BooleanField(default=True, verbose_name="available")),
                (
                    "hidden",
                    models.BooleanField(
                        default=False, help_text="Never recommended; acts at once.", verbose_name="hidden"
                    ),
                ),
                ("url", models.CharField(blank=True, max_length=1000, verbose_name="address")),
                ("images", models.JSONField(blank=True, default=list, verbose_name="pictures")),
                ("attributes", models.JSONField(blank=True, default=dict, verbose_name="feed attributes")),
                (
                    "content_hash",
                    models.CharField(editable=False, help_text="SHA-256 of the feed record", max_length=64),
                ),
                (
                    "text_hash",
                    models.CharField(editable=False, help_text="SHA-256 of what extraction reads", max_length=64),
                ),
                (
                    "extracted_hash",
                    models.CharField(blank=True, editable=False, help_text="text_hash last extracted", max_length=64),
                ),
                ("created_at", models.DateTimeField(verbose_name="in the shop since")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated")),
            ],
            options={
                "verbose_name": "product",
                "verbose_name_plural": "products",
                "ordering": ["external_id"],
            },
        ),
        migrations.CreateModel(
            name="ProductText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("locale", models.CharField(max_length=20, verbose_name="locale")),
                ("title", models.CharField(max_length=500, verbose_name="title")),
                ("description", models.TextField(blank=True, verbose_name="description")),
            ],
            options={
                "verbose_name": "product text",
                "verbose_name_plural": "product texts",
                "ordering": ["locale"],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("external_id", models.CharField(max_length=200, verbose_name="review id")),
                ("author", models.CharField(blank=True, max_length=200, verbose_name="author")),
                (
                    "rating",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="rating",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=500, verbose_name="title")),
                ("text", models.TextField(blank=True, verbose_name="text")),
                ("locale", models.CharField(default="en", max_length=20, verbose_name="locale")),
                ("created_at", models.DateTimeField(blank=True, null=True, verbose_name="written")),
            ],
            options={
                "verbose_name": "review",
                "verbose_name_plural": "reviews",
                "ordering": ["-created_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Store",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(unique=True, verbose_name="short name")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("currency", models.CharField(default="EUR", max_length=3, verbose_name="currency")),
                ("default_locale", models.CharField(default="en", max_length=20, verbose_name="default locale")),
                ("locales", models.JSONField(default=catalog.models.store.default_locales, verbose_name="locales")),
                ("time_zone", models.CharField(default="UTC", max_length=60, verbose_name="time zone")),
                ("generated", models.BooleanField(default=False, verbose_name="holds generated demo data")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
            ],
            options={
                "verbose_name": "store",
                "verbose_name_plural": "stores",
            },
        ),
        migrations.CreateModel(
            name="Category",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=100, verbose_name="short name")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("names", models.JSONField(blank=True, default=dict, verbose_name="names by locale")),
                ("description", models.TextField(blank=True, verbose_name="what belongs here")),
                ("path", models.CharField(editable=False, max_length=600, verbose_name="path")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="children",
                        to="catalog.category",
                        verbose_name="parent",
                    ),
                ),
            ],
            options={
                "verbose_name": "category",
                "verbose_name_plural": "categories",
                "ordering": ["path"],
            },
        ),
    ]
