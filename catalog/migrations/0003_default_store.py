"""Make the store that everything belongs to until an operator adds another."""

from typing import Any

from django.db import migrations

DEFAULT_STORE_ID = 1


def make_default_store(apps: Any, schema_editor: Any) -> None:
    store = apps.get_model("catalog", "Store")
    store.objects.get_or_create(pk=DEFAULT_STORE_ID, defaults={"slug": "default", "name": "My shop"})
    schema_editor.execute("SELECT setval(pg_get_serial_sequence('catalog_store', 'id'), max(id)) FROM catalog_store")


class Migration(migrations.Migration):
    dependencies = [("catalog", "0002_catalog_relations")]

    operations = [migrations.RunPython(make_default_store, migrations.RunPython.noop)]
