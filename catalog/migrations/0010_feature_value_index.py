"""Lets the products that have a value be found without a look at each feature's row."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("catalog", "0009_product_cost"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="feature",
            index=models.Index(
                fields=["store", "kind", "normalised", "name"],
                include=["product", "confidence", "status"],
                name="feature_of_value",
            ),
        ),
        RemoveIndexConcurrently(model_name="feature", name="feature_by_value"),
    ]
