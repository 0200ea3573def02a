import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import catalog.current_store


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalog", "0002_catalog_relations"),
        ("recommendations", "0001_recommendations"),
        ("users", "0001_staff_and_shoppers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="copy",
            name="author",
            field=models.ForeignKey(
                blank=True,
                help_text="Who last wrote the text; empty: the language model.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="author",
            ),
        ),
        migrations.AddField(
            model_name="copy",
            name="product",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="copies",
                to="catalog.product",
                verbose_name="product",
            ),
        ),
        migrations.AddField(
            model_name="copy",
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
            model_name="copydecision",
            name="copy",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="decisions", to="recommendations.copy"
            ),
        ),
        migrations.AddField(
            model_name="copydecision",
            name="decided_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="copydecision",
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
            model_name="copyrevision",
            name="author",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="copyrevision",
            name="copy",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="revisions", to="recommendations.copy"
            ),
        ),
        migrations.AddField(
            model_name="copyrevision",
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
            model_name="itemneighbour",
            name="neighbour",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="catalog.product"
            ),
        ),
        migrations.AddField(
            model_name="itemneighbour",
            name="product",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="neighbours", to="catalog.product"
            ),
        ),
        migrations.AddField(
            model_name="itemneighbour",
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
            model_name="itempopularity",
            name="product",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="popularities", to="catalog.product"
            ),
        ),
        migrations.AddField(
            model_name="itempopularity",
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
            model_name="modelcall",
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
            model_name="modelversion",
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
            model_name="personalscore",
            name="product",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="catalog.product"
            ),
        ),
        migrations.AddField(
            model_name="personalscore",
            name="shopper",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="personal_scores", to="users.shopper"
            ),
        ),
        migrations.AddField(
            model_name="personalscore",
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
            model_name="placement",
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
            model_name="rule",
            name="created_by",
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
            name="placement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rules",
                to="recommendations.placement",
                verbose_name="placement",
            ),
        ),
        migrations.AddField(
            model_name="rule",
            name="product",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rules",
                to="catalog.product",
                verbose_name="product",
            ),
        ),
        migrations.AddField(
            model_name="rule",
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
            model_name="copy",
            index=models.Index(fields=["store", "state", "created_at"], name="copy_queue"),
        ),
        migrations.AddConstraint(
            model_name="copy",
            constraint=models.UniqueConstraint(fields=("product", "audience", "locale"), name="copy_one_per_audience"),
        ),
        migrations.AddConstraint(
            model_name="copyrevision",
            constraint=models.UniqueConstraint(fields=("copy", "number"), name="copy_revision_number"),
        ),
        migrations.AddConstraint(
            model_name="itemneighbour",
            constraint=models.UniqueConstraint(fields=("product", "neighbour"), name="item_neighbour_once"),
        ),
        migrations.AddIndex(
            model_name="itempopularity",
            index=models.Index(fields=["store", "segment", "-score"], name="item_popularity_top"),
        ),
        migrations.AddConstraint(
            model_name="itempopularity",
            constraint=models.UniqueConstraint(fields=("product", "segment"), name="item_popularity_once"),
        ),
        migrations.AddIndex(
            model_name="modelcall",
            index=models.Index(fields=["store", "-created_at"], name="model_call_latest"),
        ),
        migrations.AddConstraint(
            model_name="modelversion",
            constraint=models.UniqueConstraint(fields=("store", "version"), name="model_version_per_store"),
        ),
        migrations.AddConstraint(
            model_name="modelversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("active", True)), fields=("store",), name="model_version_one_active"
            ),
        ),
        migrations.AddConstraint(
            model_name="personalscore",
            constraint=models.UniqueConstraint(fields=("shopper", "product"), name="personal_score_once"),
        ),
        migrations.AddConstraint(
            model_name="personalscore",
            constraint=models.CheckConstraint(
                condition=models.Q(("score__gte", 0), ("score__lte", 1)), name="personal_score_share"
            ),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.UniqueConstraint(fields=("store", "key"), name="placement_key_per_store"),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.UniqueConstraint(
                fields=("placement", "product"),
                name="rule_one_per_product",
                violation_error_message="This product already has a rule in this placement: change or remove that one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "pin")),
                fields=("placement", "position"),
                name="rule_one_pin_per_position",
                violation_error_message="Another product is pinned at this position: choose another one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "pin"), ("position__gte", 1), ("position__isnull", False)),
                    models.Q(("kind", "hide"), ("position__isnull", True)),
                    _connector="OR",
                ),
                name="rule_pin_has_position",
                violation_error_message="A pin needs a position of 1 or more; a hide rule has none.",
            ),
        ),
    ]
