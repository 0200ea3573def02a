"""Put the rules and placements that are there into a first release of each store, which is published."""

from typing import Any

from django.db import migrations
from django.utils import timezone


def make_first_releases(apps: Any, schema_editor: Any) -> None:
    models = {name: apps.get_model("recommendations", name) for name in ("Release", "Flow", "Placement", "Rule")}
    for store in apps.get_model("catalog", "Store").objects.all():
        release = models["Release"].objects.create(
            store=store, number=1, name="First release", state="published", published_at=timezone.now()
        )
        placements = list(models["Placement"].objects.filter(store=store))
        models["Flow"].objects.bulk_create(
            models["Flow"](
                store=store,
                release=release,
                placement=row,
                k=row.k,
                new_share=row.new_share,
                exploration_share=row.exploration_share,
            )
            for row in placements
        )
        keys = {row.pk: row.key for row in placements}
        batch = []
        rules = models["Rule"].objects.filter(store=store).order_by("placement", "kind", "position", "pk")
        for order, rule in enumerate(rules.iterator(chunk_size=1000), start=1):
            rule.release, rule.key, rule.order = release, rule.pk, order
            rule.placements = [keys[rule.placement_id]]
            rule.changed_by_id, rule.changed_at = rule.created_by_id, rule.created_at
            batch.append(rule)
        fields = ["release", "key", "order", "placements", "changed_by", "changed_at"]
        models["Rule"].objects.bulk_update(batch, fields, batch_size=1000)


def take_rules_out(apps: Any, schema_editor: Any) -> None:
    """Keep of the published rules what the former table can hold: pins and hides of one product in one placement."""
    rule, placement = apps.get_model("recommendations", "Rule"), apps.get_model("recommendations", "Placement")
    keys = {(row.store_id, row.key): row for row in placement.objects.all()}
    taken: set[tuple[int, str, int]] = set()
    for row in rule.objects.select_related("release").order_by("order", "pk"):
        home = keys.get((row.store_id, row.placements[0])) if len(row.placements) == 1 else None
        fits = row.release.state == "published" and row.enabled and row.product_id and row.kind in ("pin", "hide")
        places = {(home.pk, "product", row.product_id), (home.pk, "position", row.position)} if home else set()
        places.discard((home.pk if home else 0, "position", None))
        if not fits or home is None or places & taken:
            row.delete()
            continue
        taken |= places
        rule.objects.filter(pk=row.pk).update(placement=home, release=None)
    apps.get_model("recommendations", "Release").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0011_releases"), ("catalog", "0003_default_store")]

    operations = [migrations.RunPython(make_first_releases, take_rules_out)]
