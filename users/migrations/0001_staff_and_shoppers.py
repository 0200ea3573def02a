import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
import pgvector.django.halfvec
from django.conf import settings
from django.db import migrations, models

import catalog.current_store


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("catalog", "0001_catalog"),
    ]

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                ("first_name", models.CharField(blank=True, max_length=150, verbose_name="first name")),
                ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                ("date_joined", models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined")),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "member of staff",
                "verbose_name_plural": "staff",
                "abstract": False,
            },
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="Shopper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("external_id", models.CharField(max_length=200, verbose_name="shopper id")),
                ("locale", models.CharField(blank=True, max_length=20, verbose_name="locale")),
                ("opted_out", models.BooleanField(default=False, verbose_name="opted out of personalisation")),
                ("created_at", models.DateTimeField(verbose_name="first seen")),
                ("last_seen_at", models.DateTimeField(blank=True, null=True, verbose_name="last seen")),
                ("event_count", models.PositiveIntegerField(default=0, editable=False, verbose_name="events")),
                (
                    "price_level",
                    models.FloatField(
                        editable=False, help_text="mean of log(price)", null=True, verbose_name="price level"
                    ),
                ),
                (
                    "price_spread",
                    models.FloatField(
                        editable=False, help_text="deviation of log(price)", null=True, verbose_name="price spread"
                    ),
                ),
                ("profile_built_at", models.DateTimeField(editable=False, null=True, verbose_name="profile built")),
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
                "verbose_name": "shopper",
                "verbose_name_plural": "shoppers",
                "ordering": ["-last_seen_at"],
            },
        ),
        migrations.CreateModel(
            name="InterestVector",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                (
                    "weight",
                    models.FloatField(help_text="share of the shopper's attention, sums to 1", verbose_name="weight"),
                ),
                ("label", models.CharField(blank=True, max_length=300, verbose_name="interest")),
                ("embedding", pgvector.django.halfvec.HalfVectorField(dimensions=512)),
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
                (
                    "shopper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="interest_vectors", to="users.shopper"
                    ),
                ),
            ],
            options={
                "verbose_name": "interest vector",
                "verbose_name_plural": "interest vectors",
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="InterestTag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        help_text="category, attribute, function, audience, brand, query",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="colour, material …; the kind otherwise", max_length=100, verbose_name="name"
                    ),
                ),
                ("value", models.CharField(max_length=300, verbose_name="normalised value")),
                ("label", models.CharField(max_length=300, verbose_name="interest")),
                (
                    "weight",
                    models.FloatField(
                        help_text="Between 0 and 1; the strongest interest has 1.", verbose_name="weight"
                    ),
                ),
                (
                    "evidence",
                    models.JSONField(
                        default=list, help_text="event ids, strongest first", verbose_name="events behind it"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[("model", "language model"), ("staff", "staff"), ("shopper", "shopper")],
                        default="model",
                        max_length=10,
                        verbose_name="source",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("active", "active"), ("pinned", "kept by staff"), ("hidden", "hidden")],
                        default="active",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("one_off", models.BooleanField(default=False, verbose_name="one-off")),
                ("model", models.CharField(blank=True, max_length=200, verbose_name="model")),
                ("prompt_version", models.CharField(blank=True, max_length=100, verbose_name="prompt version")),
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
                (
                    "shopper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tags",
                        to="users.shopper",
                        verbose_name="shopper",
                    ),
                ),
            ],
            options={
                "verbose_name": "interest tag",
                "verbose_name_plural": "interest tags",
                "ordering": ["-weight"],
            },
        ),
        migrations.CreateModel(
            name="Interaction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("event_id", models.CharField(max_length=200, verbose_name="event id")),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("view", "viewed"),
                            ("search", "searched"),
                            ("cart", "put in cart"),
                            ("purchase", "bought"),
                            ("like", "liked"),
                            ("dismiss", "dismissed"),
                            ("click", "clicked"),
                            ("impression", "was shown"),
                        ],
                        max_length=12,
                        verbose_name="type",
                    ),
                ),
                ("query", models.CharField(blank=True, max_length=500, verbose_name="query")),
                ("value", models.DecimalField(decimal_places=2, max_digits=12, null=True, verbose_name="value")),
                ("locale", models.CharField(blank=True, max_length=20, verbose_name="locale")),
                ("placement", models.CharField(blank=True, max_length=100, verbose_name="placement")),
                ("attribution_token", models.CharField(blank=True, max_length=300, verbose_name="attribution token")),
                ("occurred_at", models.DateTimeField(verbose_name="occurred")),
                ("received_at", models.DateTimeField(auto_now_add=True, verbose_name="received")),
                (
                    "product",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="interactions",
                        to="catalog.product",
                    ),
                ),
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
                (
                    "shopper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="interactions", to="users.shopper"
                    ),
                ),
            ],
            options={
                "verbose_name": "event",
                "verbose_name_plural": "events",
                "ordering": ["-occurred_at"],
            },
        ),
        migrations.CreateModel(
            name="StaffRole",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("merchandiser", "merchandiser"),
                            ("marketer", "marketer"),
                            ("analyst", "analyst"),
                            ("administrator", "administrator"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
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
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="roles",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="member of staff",
                    ),
                ),
            ],
            options={
                "verbose_name": "staff role",
                "verbose_name_plural": "staff roles",
            },
        ),
        migrations.AddIndex(
            model_name="shopper",
            index=models.Index(fields=["store", "-last_seen_at"], name="shopper_last_seen"),
        ),
        migrations.AddConstraint(
            model_name="shopper",
            constraint=models.UniqueConstraint(fields=("store", "external_id"), name="shopper_id_per_store"),
        ),
        migrations.AddConstraint(
            model_name="interestvector",
            constraint=models.UniqueConstraint(fields=("shopper", "position"), name="interest_vector_position"),
        ),
        migrations.AddConstraint(
            model_name="interesttag",
            constraint=models.UniqueConstraint(fields=("shopper", "kind", "name", "value"), name="interest_tag_once"),
        ),
        migrations.AddConstraint(
            model_name="interesttag",
            constraint=models.CheckConstraint(
                condition=models.Q(("weight__gte", 0), ("weight__lte", 1)), name="interest_tag_weight_share"
            ),
        ),
        migrations.AddIndex(
            model_name="interaction",
            index=models.Index(fields=["shopper", "-occurred_at"], name="interaction_of_shopper"),
        ),
        migrations.AddIndex(
            model_name="interaction",
            index=models.Index(fields=["product", "-occurred_at"], name="interaction_of_product"),
        ),
        migrations.AddIndex(
            model_name="interaction",
            index=models.Index(fields=["store", "-occurred_at"], name="interaction_latest"),
        ),
        migrations.AddConstraint(
            model_name="interaction",
            constraint=models.UniqueConstraint(fields=("store", "event_id", "occurred_at"), name="interaction_once"),
        ),
        migrations.AddConstraint(
            model_name="staffrole",
            constraint=models.UniqueConstraint(fields=("store", "user", "role"), name="staff_role_once"),
        ),
    ]
