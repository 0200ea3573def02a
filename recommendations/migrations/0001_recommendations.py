import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import catalog.current_store


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalog", "0001_catalog"),
    ]

    operations = [
        migrations.CreateModel(
            name="Copy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "audience",
                    models.CharField(
                        blank=True,
                        help_text="An interest such as function:waterproof; empty: everyone.",
                        max_length=300,
                        verbose_name="audience",
                    ),
                ),
                ("audience_label", models.CharField(blank=True, max_length=300, verbose_name="audience in words")),
                ("locale", models.CharField(max_length=20, verbose_name="locale")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("in_review", "in review"),
                            ("needs_changes", "needs changes"),
                            ("approved", "approved"),
                            ("published", "published"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="draft",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("text", models.TextField(verbose_name="text")),
                (
                    "facts",
                    models.JSONField(
                        default=list, help_text="[{id, name, value, field, evidence}]", verbose_name="facts"
                    ),
                ),
                (
                    "findings",
                    models.JSONField(
                        default=list, help_text="[{severity, code, span, message, suggestion}]", verbose_name="findings"
                    ),
                ),
                (
                    "candidates",
                    models.JSONField(default=list, help_text="[{text, score}]", verbose_name="other candidates"),
                ),
                ("model", models.CharField(blank=True, max_length=200, verbose_name="model")),
                ("prompt_version", models.CharField(blank=True, max_length=100, verbose_name="prompt version")),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1, help_text="raised by every change, for locking", verbose_name="version"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="drafted")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="published")),
            ],
            options={
                "verbose_name": "copy",
                "verbose_name_plural": "copy",
                "ordering": ["created_at", "pk"],
                "permissions": [("review_copy", "Can approve, publish and withdraw copy")],
            },
        ),
        migrations.CreateModel(
            name="CopyDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("submit", "sent for review"),
                            ("approve", "approved"),
                            ("request_changes", "asked for changes"),
                            ("publish", "published"),
                            ("withdraw", "withdrawn"),
                        ],
                        max_length=20,
                        verbose_name="action",
                    ),
                ),
                (
                    "from_state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("in_review", "in review"),
                            ("needs_changes", "needs changes"),
                            ("approved", "approved"),
                            ("published", "published"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=20,
                        verbose_name="from",
                    ),
                ),
                (
                    "to_state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("in_review", "in review"),
                            ("needs_changes", "needs changes"),
                            ("approved", "approved"),
                            ("published", "published"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=20,
                        verbose_name="to",
                    ),
                ),
                ("revision", models.PositiveIntegerField(verbose_name="revision")),
                ("comment", models.TextField(blank=True, verbose_name="comment")),
                ("decided_at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
            ],
            options={
                "ordering": ["decided_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="CopyRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="revision")),
                ("text", models.TextField(verbose_name="text")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="written")),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="ItemNeighbour",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("score", models.FloatField(help_text="between 0 and 1")),
            ],
            options={
                "ordering": ["product", "position"],
            },
        ),
        migrations.CreateModel(
            name="ItemPopularity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("segment", models.CharField(blank=True, max_length=20)),
                (
                    "score",
                    models.FloatField(help_text="between 0 and 1; the most popular product of the segment has 1"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ModelCall",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("purpose", models.CharField(max_length=60, verbose_name="purpose")),
                ("prompt_id", models.CharField(max_length=60, verbose_name="prompt")),
                ("prompt_version", models.CharField(max_length=20, verbose_name="version")),
                ("model", models.CharField(max_length=200, verbose_name="model")),
                ("inputs", models.PositiveIntegerField(verbose_name="inputs")),
                ("tokens_in", models.PositiveIntegerField(verbose_name="tokens in")),
                ("tokens_out", models.PositiveIntegerField(verbose_name="tokens out")),
                ("milliseconds", models.FloatField(verbose_name="milliseconds")),
                ("input_hash", models.CharField(max_length=64, verbose_name="hash of the input")),
                (
                    "job_id",
                    models.PositiveBigIntegerField(
                        blank=True, help_text="the job whose results it fed", null=True, verbose_name="job"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
            ],
            options={
                "verbose_name": "language model call",
                "verbose_name_plural": "AI ledger",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="ModelVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.CharField(max_length=100, verbose_name="version")),
                ("active", models.BooleanField(default=False, verbose_name="in use")),
                ("weights", models.JSONField(default=dict, verbose_name="weights of the factors")),
                ("metrics", models.JSONField(default=dict, verbose_name="metrics")),
                ("events", models.PositiveIntegerField(default=0, verbose_name="events")),
                ("window_start", models.DateTimeField(null=True, verbose_name="events from")),
                ("window_end", models.DateTimeField(null=True, verbose_name="events to")),
                ("trained_at", models.DateTimeField(auto_now_add=True, verbose_name="trained")),
            ],
            options={
                "verbose_name": "model version",
                "verbose_name_plural": "model versions",
                "ordering": ["-trained_at"],
            },
        ),
        migrations.CreateModel(
            name="PersonalScore",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("score", models.FloatField(help_text="0–1; at .5 the interests change nothing", verbose_name="score")),
                ("model", models.CharField(max_length=200, verbose_name="model")),
                ("prompt_version", models.CharField(max_length=100, verbose_name="prompt version")),
                ("created_at", models.DateTimeField(auto_now=True, verbose_name="computed")),
            ],
            options={
                "verbose_name": "personal score",
                "verbose_name_plural": "personal scores",
            },
        ),
        migrations.CreateModel(
            name="Placement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.SlugField(
                        help_text="What the storefront sends as placement.", max_length=100, verbose_name="key"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "k",
                    models.PositiveSmallIntegerField(
                        default=10,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="items",
                    ),
                ),
            ],
            options={
                "verbose_name": "placement",
                "verbose_name_plural": "placements",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Rule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(choices=[("pin", "pin"), ("hide", "hide")], max_length=10, verbose_name="kind"),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="Of a pin; 1 is first.", null=True, verbose_name="position"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="why")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="since")),
            ],
            options={
                "verbose_name": "rule",
                "verbose_name_plural": "rules",
                "ordering": ["placement", "kind", "position"],
            },
        ),
        migrations.CreateModel(
            name="ApiKey",
            fields=[
                (
                    "id",
                    models.CharField(editable=False, max_length=150, primary_key=True, serialize=False, unique=True),
                ),
                ("prefix", models.CharField(editable=False, max_length=8, unique=True)),
                ("hashed_key", models.CharField(editable=False, max_length=150)),
                ("created", models.DateTimeField(auto_now_add=True, db_index=True)),
                (
                    "name",
                    models.CharField(
                        default=None,
                        help_text="A free-form name for the API key. Need not be unique. 50 characters max.",
                        max_length=50,
                    ),
                ),
                (
                    "revoked",
                    models.BooleanField(
                        blank=True,
                        default=False,
                        help_text="If the API key is revoked, clients cannot use it anymore. (This cannot be undone.)",
                    ),
                ),
                (
                    "expiry_date",
                    models.DateTimeField(
                        blank=True,
                        help_text="Once API key expires, clients cannot use it anymore.",
                        null=True,
                        verbose_name="Expires",
                    ),
                ),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("catalog:write", "write the catalog"),
                                ("events:write", "send events"),
                                ("recommend:read", "read recommendations"),
                                ("search:read", "search"),
                                ("assistant:use", "use the assistant"),
                                ("privacy:write", "export and erase shoppers"),
                            ],
                            max_length=30,
                        ),
                        default=list,
                        size=None,
                        verbose_name="scopes",
                    ),
                ),
                (
                    "store",
                    models.ForeignKey(
                        default=catalog.current_store.current_store_id,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="catalog.store",
                    ),
                ),
            ],
            options={
                "verbose_name": "API key",
                "verbose_name_plural": "API keys",
                "ordering": ("-created",),
                "abstract": False,
            },
        ),
    ]
