"""Give the default store the usual slots of a storefront."""

from typing import Any

from django.db import migrations

PLACEMENTS = [("home", "Home page", 10), ("product", "Product page", 8), ("cart", "Cart", 6), ("email", "E-mail", 6)]


def make_placements(apps: Any, schema_editor: Any) -> None:
    placement = apps.get_model("recommendations", "Placement")
    for key, name, k in PLACEMENTS:
        placement.objects.get_or_create(store_id=1, key=key, defaults={"name": name, "k": k})


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0002_recommendations_relations"), ("catalog", "0003_default_store")]

    operations = [migrations.RunPython(make_placements, migrations.RunPython.noop)]
