"""Releases with their rules and flows, beside the placements that rules hang on so far."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import catalog.current_store


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0008_job_point"),
        ("recommendations", "0010_exploration_share"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ApprovalLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("guest", models.CharField(max_length=200, verbose_name="for whom")),
                ("release_version", models.PositiveIntegerField()),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="made")),
                ("expires_at", models.DateTimeField(verbose_name="valid until")),
                ("used_at", models.DateTimeField(null=True, verbose_name="used")),
            ],
            options={
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="Flow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                (
                    "sources_off",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="sources switched off",
                    ),
                ),
                (
                    "weights",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="Only those that shall differ from the model's.",
                        verbose_name="weights of factors",
                    ),
                ),
                ("language_model", models.BooleanField(default=True, verbose_name="language model")),
                (
                    "diversity",
                    models.FloatField(
                        default=0.0,
                        help_text="0: by score alone; 1: brands and categories alternate wherever scores are near.",
                        validators=[
                            django.core.validators.MinValueValidator(0.0),
                            django.core.validators.MaxValueValidator(1.0),
                        ],
                        verbose_name="diversity",
                    ),
                ),
                (
                    "new_share",
                    models.FloatField(
                        default=0.1,
                        validators=[
                            django.core.validators.MinValueValidator(0.0),
                            django.core.validators.MaxValueValidator(0.5),
                        ],
                        verbose_name="share for new products",
                    ),
                ),
                (
                    "exploration_share",
                    models.FloatField(
                        default=0.0,
                        validators=[
                            django.core.validators.MinValueValidator(0.0),
                            django.core.validators.MaxValueValidator(0.5),
                        ],
                        verbose_name="share for uncertain products",
                    ),
                ),
                (
                    "fallback",
                    models.CharField(
                        choices=[("popular", "what is popular"), ("newest", "what is new")],
                        default="popular",
                        max_length=20,
                        verbose_name="when too little is known",
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1, editable=False, help_text="raised by every change, for locking"
                    ),
                ),
            ],
            options={
                "verbose_name": "flow",
                "verbose_name_plural": "flows",
                "ordering": ["placement"],
            },
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(editable=False, verbose_name="number")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("note", models.TextField(blank=True, verbose_name="what it is for")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("in_review", "in review"),
                            ("needs_changes", "needs changes"),
                            ("approved", "approved"),
                            ("scheduled", "scheduled"),
                            ("published", "published"),
                            ("superseded", "superseded"),
                            ("discarded", "discarded"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("quick", models.BooleanField(default=False, editable=False, verbose_name="one gesture")),
                (
                    "editors",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        default=list,
                        editable=False,
                        help_text="who wrote a part of it",
                        size=None,
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="due")),
                ("publish_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="goes live")),
                ("published_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="published")),
                (
                    "prompt_versions",
                    models.JSONField(
                        default=dict, editable=False, help_text="id → version", verbose_name="prompt versions"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1, editable=False, help_text="raised by every change", verbose_name="version"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="begun")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated")),
            ],
            options={
                "verbose_name": "release",
                "verbose_name_plural": "releases",
                "ordering": ["-number"],
                "permissions": [
                    ("review_release", "Can approve, schedule, publish and roll back releases"),
                    ("quick_release", "Can put a single pin or hide into force at once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReleaseDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("submit", "sent for review"),
                            ("claim", "took the review on"),
                            ("comment", "commented"),
                            ("request_changes", "asked for changes"),
                            ("approve", "approved"),
                            ("schedule", "scheduled"),
                            ("unschedule", "took off the schedule"),
                            ("reopen", "changed it after approval"),
                            ("publish", "published"),
                            ("roll_back", "rolled back to this one"),
                            ("supersede", "was superseded"),
                            ("discard", "discarded"),
                            ("take_over", "took over what is live"),
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
                            ("scheduled", "scheduled"),
                            ("published", "published"),
                            ("superseded", "superseded"),
                            ("discarded", "discarded"),
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
                            ("scheduled", "scheduled"),
                            ("published", "published"),
                            ("superseded", "superseded"),
                            ("discarded", "discarded"),
                        ],
                        max_length=20,
                        verbose_name="to",
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(
                        help_text="of the release, as it was looked at", verbose_name="version"
                    ),
                ),
                ("comment", models.TextField(blank=True, verbose_name="comment")),
                (
                    "guest",
                    models.CharField(
                        blank=True,
                        help_text="who decided by a link, without account",
                        max_length=200,
                        verbose_name="guest",
                    ),
                ),
                ("decided_at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
            ],
            options={
                "ordering": ["decided_at", "pk"],
            },
        ),
        migrations.AlterModelOptions(
            name="rule",
            options={"ordering": ["order", "pk"], "verbose_name": "rule", "verbose_name_plural": "rules"},
        ),
        migrations.AlterField(
            model_name="rule",
            name="placement",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rules",
                to="recommendations.placement",
                verbose_name="placement",
            ),
        ),
        migrations.RemoveConstraint(
            model_name="rule",
            name="rule_one_per_product",
        ),
        migrations.RemoveConstraint(
            model_name="rule",
            name="rule_one_pin_per_position",
        ),
        migrations.RemoveConstraint(
            model_name="rule",
            name="rule_pin_has_position",
        ),
        migrations.AddField(
            model_name="rule",
            name="audience",
            field=models.JSONField(
                blank=True, default=dict, help_text="engine.rules.audience", verbose_name="for whom"
            ),
        ),
        migrations.AddField(
            model_name="rule",
            name="changed_at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="changed"),
        ),
        migrations.AddField(
            model_name="rule",
            name="changed_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="rule",
            name="condition",
            field=models.JSONField(
                blank=True, default=dict, help_text="engine.rules.conditions", verbose_name="which products"
            ),
        ),
        migrations.AddField(
            model_name="rule",
            name="enabled",
            field=models.BooleanField(default=True, verbose_name="in force"),
        ),
        migrations.AddField(
            model_name="rule",
            name="ends_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="until"),
        ),
        migrations.AddField(
            model_name="rule",
            name="key",
            field=models.BigIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="rule",
            name="limit",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name="at most"
            ),
        ),
        migrations.AddField(
            model_name="rule",
            name="measure",
            field=models.CharField(
                choices=[("percent", "of the product's own score"), ("relative", "of the list's best score")],
                default="percent",
                max_length=20,
                verbose_name="measured by",
            ),
        ),
        migrations.AddField(
            model_name="rule",
            name="order",
            field=models.PositiveIntegerField(
                default=0, editable=False, help_text="first wins among equals", verbose_name="order"
            ),
        ),
        migrations.AddField(
            model_name="rule",
            name="per",
            field=models.CharField(
                blank=True, help_text="brand, category, price_band or attribute:…", max_length=100, verbose_name="per"
            ),
        ),
        migrations.AddField(
            model_name="rule",
            name="placements",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.SlugField(max_length=100),
                blank=True,
                default=list,
                help_text="Keys of placements; empty: all of them.",
                size=None,
                verbose_name="placements",
            ),
        ),
        migrations.AddField(
            model_name="rule",
            name="products",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(),
                blank=True,
                default=list,
                help_text="keys of a pin block",
                size=None,
                verbose_name="products, in order",
            ),
        ),
        migrations.AddField(
            model_name="rule",
            name="share",
            field=models.FloatField(
                blank=True,
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(0.01),
                    django.core.validators.MaxValueValidator(1.0),
                ],
                verbose_name="share",
            ),
        ),
        migrations.AddField(
            model_name="rule",
            name="starts_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="from"),
        ),
        migrations.AddField(
            model_name="rule",
            name="strength",
            field=models.FloatField(
                blank=True,
                help_text="Of boost and bury: 0.5 is 50 %.",
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(0.01),
                    django.core.validators.MaxValueValidator(10.0),
                ],
                verbose_name="strength",
            ),
        ),
        migrations.AddField(
            model_name="rule",
            name="time_zone",
            field=models.CharField(
                blank=True, help_text="Empty: the store's.", max_length=60, verbose_name="time zone"
            ),
        ),
        migrations.AddField(
            model_name="rule",
            name="version",
            field=models.PositiveIntegerField(
                default=1, editable=False, help_text="raised by every change, for locking"
            ),
        ),
        migrations.AddField(
            model_name="rule",
            name="weekdays",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.PositiveSmallIntegerField(),
                blank=True,
                default=list,
                help_text="0 Monday",
                size=None,
                verbose_name="weekdays",
            ),
        ),
        migrations.AddField(
            model_name="rule",
            name="window",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Places that the limit counts; empty: all.",
                null=True,
                verbose_name="among the first",
            ),
        ),
        migrations.AlterField(
            model_name="rule",
            name="created_at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="since"),
        ),
        migrations.AlterField(
            model_name="rule",
            name="kind",
            field=models.CharField(
                choices=[
                    ("pin", "pin"),
                    ("pin_block", "pin block"),
                    ("soft_pin", "soft pin"),
                    ("boost", "boost"),
                    ("bury", "bury"),
                    ("hide", "hide"),
                    ("share", "share of the list"),
                    ("diversity_limit", "diversity limit"),
                    ("include_only", "include only"),
                ],
                max_length=20,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="rule",
            name="position",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Of a pin; 1 is first.",
                null=True,
                validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)],
                verbose_name="position",
            ),
        ),
        migrations.AlterField(
            model_name="rule",
            name="product",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rules",
                to="catalog.product",
                verbose_name="product",
            ),
        ),
        migrations.AddField(
            model_name="approvallink",
            name="created_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="approvallink",
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
            model_name="flow",
            name="placement",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="flows",
                to="recommendations.placement",
            ),
        ),
        migrations.AddField(
            model_name="flow",
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
            model_name="release",
            name="approver",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="author",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="base",
            field=models.ForeignKey(
                editable=False,
                help_text="the published release whose rules and flows it started with, or took over last",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="recommendations.release",
                verbose_name="made from",
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="model_before",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="recommendations.modelversion",
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="model_version",
            field=models.ForeignKey(
                blank=True,
                help_text="Put into use with the release; empty: the model stays as it is.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="recommendations.modelversion",
                verbose_name="model version",
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="replaced",
            field=models.ForeignKey(
                editable=False,
                help_text="the release that was published when this one first was: where a rollback leads",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="recommendations.release",
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="reviewer",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="release",
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
            model_name="flow",
            name="release",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="flows",
                to="recommendations.release",
            ),
        ),
        migrations.AddField(
            model_name="approvallink",
            name="release",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="approval_links", to="recommendations.release"
            ),
        ),
        migrations.AddField(
            model_name="rule",
            name="release",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rules",
                to="recommendations.release",
            ),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.UniqueConstraint(fields=("release", "key"), name="rule_key_per_release"),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ("pin", "soft_pin")), _negated=True),
                    models.Q(("position__gte", 1), ("position__isnull", False), ("product__isnull", False)),
                    _connector="OR",
                ),
                name="rule_pin_has_position",
                violation_error_message="A pin needs a product, and a position of 1 or more.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "pin_block"), _negated=True),
                    models.Q(("position__gte", 1), ("position__isnull", False), ("products__len__gte", 1)),
                    _connector="OR",
                ),
                name="rule_block_has_products",
                violation_error_message="A pin block needs products, and a position of 1 or more.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ("boost", "bury")), _negated=True),
                    models.Q(("strength__gt", 0), ("strength__isnull", False)),
                    _connector="OR",
                ),
                name="rule_move_has_strength",
                violation_error_message="Say how strongly.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "share"), _negated=True),
                    models.Q(("share__gt", 0), ("share__isnull", False), ("share__lte", 1)),
                    _connector="OR",
                ),
                name="rule_share_has_share",
                violation_error_message="Say which part of the list.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "diversity_limit"), _negated=True),
                    models.Q(("limit__gte", 1), ("limit__isnull", False), models.Q(("per", ""), _negated=True)),
                    _connector="OR",
                ),
                name="rule_limit_has_limit",
                violation_error_message="Say how many at most, and per what.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ("hide", "include_only", "share")), _negated=True),
                    ("product__isnull", False),
                    models.Q(("condition", {}), _negated=True),
                    _connector="OR",
                ),
                name="rule_names_products",
                violation_error_message="Say which products: without a condition the rule would mean all of them.",
            ),
        ),
        migrations.AddField(
            model_name="releasedecision",
            name="decided_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="releasedecision",
            name="release",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="decisions", to="recommendations.release"
            ),
        ),
        migrations.AddField(
            model_name="releasedecision",
            name="store",
            field=models.ForeignKey(
                default=catalog.current_store.current_store_id,
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="catalog.store",
            ),
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(fields=["state", "publish_at"], name="release_due"),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.UniqueConstraint(fields=("store", "number"), name="release_number_per_store"),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "published")), fields=("store",), name="release_one_published"
            ),
        ),
        migrations.AddConstraint(
            model_name="flow",
            constraint=models.UniqueConstraint(fields=("release", "placement"), name="flow_one_per_placement"),
        ),
        migrations.AddConstraint(
            model_name="flow",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("new_share__gte", 0),
                    ("new_share__lte", 0.5),
                    ("exploration_share__gte", 0),
                    ("exploration_share__lte", 0.5),
                    ("diversity__gte", 0),
                    ("diversity__lte", 1),
                ),
                name="flow_shares",
            ),
        ),
    ]
