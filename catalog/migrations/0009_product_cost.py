"""What the shop pays for a product, for rules on the margin."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0008_job_point"),
    ]

    operations = [
        migrations.AddField(
            model_name="product",
            name="cost",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                help_text="What the shop pays for it, in the price's currency; empty: not known. No list and no copy tells it.",
                max_digits=12,
                null=True,
                verbose_name="cost",
            ),
        ),
        migrations.AddConstraint(
            model_name="product",
            constraint=models.CheckConstraint(
                condition=models.Q(("cost__isnull", True), ("cost__gte", 0), _connector="OR"),
                name="product_cost_not_negative",
            ),
        ),
    ]
