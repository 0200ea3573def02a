"""The log says which rules acted, and days are counted by rule."""

import django.db.models.deletion
from django.db import migrations, models

import catalog.current_store


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0008_job_point"),
        ("recommendations", "0013_rules_in_releases"),
    ]

    operations = [
        migrations.AddField(
            model_name="servedlist",
            name="rules",
            field=models.JSONField(
                help_text="key of each rule that acted → places that it acted on; null: was not noted",
                null=True,
                verbose_name="rules",
            ),
        ),
        migrations.CreateModel(
            name="RuleDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="day")),
                ("placement", models.CharField(max_length=100, verbose_name="placement")),
                ("release", models.PositiveIntegerField(default=0, verbose_name="release")),
                ("impressions", models.PositiveIntegerField(default=0, verbose_name="times shown")),
                ("clicks", models.PositiveIntegerField(default=0, verbose_name="clicks")),
                ("carts", models.PositiveIntegerField(default=0, verbose_name="put in cart")),
                ("purchases", models.PositiveIntegerField(default=0, verbose_name="purchases")),
                ("revenue", models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name="revenue")),
                ("rule", models.BigIntegerField(default=0, help_text="key of the rule", verbose_name="rule")),
                ("rank", models.PositiveSmallIntegerField(verbose_name="place")),
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
                "verbose_name": "day of a rule",
                "verbose_name_plural": "days of rules",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("store", "day", "placement", "release", "rule", "rank"), name="rule_day_once"
                    )
                ],
            },
        ),
    ]
