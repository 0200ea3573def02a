"""Add what evaluations on the shop's own history found."""

import django.db.models.deletion
from django.db import migrations, models

import catalog.current_store


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0007_evaluation_job"),
        ("recommendations", "0005_judge"),
    ]

    operations = [
        migrations.CreateModel(
            name="EvaluationRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("until", models.DateTimeField(verbose_name="events to")),
                ("seed", models.PositiveIntegerField(default=0, verbose_name="seed")),
                (
                    "asked",
                    models.JSONField(
                        default=dict, help_text="moment, users, items, steps, had_before", verbose_name="what was asked"
                    ),
                ),
                (
                    "rows",
                    models.JSONField(
                        default=list, help_text="recommendations.evaluation.shop.shop_row", verbose_name="rows"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="started")),
                (
                    "job",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="evaluation_run",
                        to="catalog.job",
                        verbose_name="job",
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
            ],
            options={
                "verbose_name": "evaluation",
                "verbose_name_plural": "evaluations",
                "ordering": ["-created_at"],
            },
        ),
    ]
