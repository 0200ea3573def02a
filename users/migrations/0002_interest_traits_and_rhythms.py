import django.db.models.deletion
from django.db import migrations, models

import catalog.current_store


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0005_picture_vector_index"),
        ("users", "0001_staff_and_shoppers"),
    ]

    operations = [
        migrations.CreateModel(
            name="InterestRhythm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20, verbose_name="kind")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("value", models.CharField(max_length=300, verbose_name="normalised value")),
                (
                    "interval_days",
                    models.FloatField(help_text="null: not used up", null=True, verbose_name="days between purchases"),
                ),
                ("repeats", models.PositiveIntegerField(default=0, verbose_name="repeated purchases")),
                (
                    "phase_factors",
                    models.JSONField(
                        default=list, help_text="fresh, nearing, due, lapsed", verbose_name="want by phase"
                    ),
                ),
                (
                    "month_factors",
                    models.JSONField(
                        default=list, help_text="12 factors; empty: no season", verbose_name="want by month"
                    ),
                ),
                ("learned_at", models.DateTimeField(verbose_name="learned")),
            ],
            options={
                "verbose_name": "rhythm of an interest",
                "verbose_name_plural": "rhythms of interests",
                "ordering": ["kind", "value"],
            },
        ),
        migrations.AddField(
            model_name="interesttag",
            name="changes_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="weight changes"),
        ),
        migrations.AddField(
            model_name="interesttag",
            name="lasting_weight",
            field=models.FloatField(
                editable=False,
                help_text="without what passes with time; null: set by a person",
                null=True,
                verbose_name="lasting weight",
            ),
        ),
        migrations.AddField(
            model_name="interesttag",
            name="traits",
            field=models.JSONField(
                blank=True, default=dict, editable=False, help_text="users.interests.traits", verbose_name="traits"
            ),
        ),
        migrations.AlterField(
            model_name="interesttag",
            name="kind",
            field=models.CharField(
                help_text="category, attribute, function, audience, brand, price", max_length=20, verbose_name="kind"
            ),
        ),
        migrations.AddField(
            model_name="interestrhythm",
            name="store",
            field=models.ForeignKey(
                default=catalog.current_store.current_store_id,
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="catalog.store",
            ),
        ),
        migrations.AddConstraint(
            model_name="interestrhythm",
            constraint=models.UniqueConstraint(fields=("store", "kind", "name", "value"), name="interest_rhythm_once"),
        ),
    ]
