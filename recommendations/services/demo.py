"""Fills a store with the generated shop: products, pictures, shoppers, events, and people to log in as."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from catalog.current_store import current_store_id
from catalog.feeds.validation import parse_product
from catalog.models import Category, Product, Store
from catalog.services.products import product_upsert_many
from recdash.lib.batches import batches
from recommendations.demo.pictures import draw_picture
from recommendations.demo.shop import DemoShop, generate_shop
from recommendations.models import ApiKey, Scope
from recommendations.services.api_keys import api_key_create
from recommendations.services.attribution import attribution_count
from recommendations.services.demo_lists import demo_lists_store, owed
from users.events.validation import parse_event
from users.models import Shopper, StaffRole, User
from users.services.events import events_record

EVENT_BATCH = 5000
KEY_NAME = "demo"

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Login:
    """A member of the demo staff."""

    name: str
    password: str
    role: str


LOGINS = [Login(role, f"demo-{role}", role) for role in StaffRole.Role.values]


def demo_folder() -> Path:
    """Return the folder of what the shop must not know: the planted truth, and the demo key."""
    folder = Path(settings.VAR_DIR) / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def demo_is_seeded() -> bool:
    return Store.objects.filter(pk=current_store_id(), generated=True).exists() and Product.objects.exists()


def demo_seed(*, products: int, shoppers: int, events: int, seed: int, say: Say) -> None:
    """Generate the shop and store it through the same services that the API uses; safe to repeat after a kill."""
    truth_file = demo_folder() / "truth.json"
    started = _started_before(truth_file, seed)
    now = started or timezone.now()
    shop = generate_shop(products=products, shoppers=shoppers, events=events, seed=seed, now=now)
    _write(truth_file, json.dumps({"now": now.isoformat(), "seed": seed, **shop.truth}, ensure_ascii=False))
    categories_store(shop.taxonomy)
    say(f"{len(shop.products):,} products")
    _pictures(shop)
    records = [parse_product(row, default_locale="en", default_currency="EUR") for row in shop.products]
    product_upsert_many(records=records, refresh=False)
    say(f"{len(shop.shoppers):,} shoppers, {len(shop.events):,} events")
    _shoppers(shop.shoppers)
    for batch in batches(shop.events, EVENT_BATCH):
        events_record(records=[parse_event(owed(event), now=timezone.now()) for event in batch], refresh=False)
    say(f"{demo_lists_store(events=shop.events):,} served lists")
    days = attribution_count(now=timezone.now())
    say(f"{len(days):,} days counted")
    Store.objects.filter(pk=current_store_id()).update(name="Demo shop", generated=True)


def demo_staff() -> list[Login]:
    """Make one member of staff a role, and return how to log in."""
    for login in LOGINS:
        user, made = User.objects.get_or_create(username=login.name, defaults={"is_staff": True})
        if made:
            user.set_password(login.password)
            user.save()
        StaffRole.objects.get_or_create(user=user, role=login.role)
    return LOGINS


def demo_key() -> str:
    """Return the demo's API key, made where there is none; it is kept in a file only its owner reads."""
    path = demo_folder() / "api-key"
    if path.exists() and ApiKey.objects.is_valid(path.read_text()):
        return path.read_text()
    store = Store.objects.get(pk=current_store_id())
    _, secret = api_key_create(name=KEY_NAME, scopes=Scope.values, store=store)
    _write(path, secret)
    path.chmod(0o600)
    return secret


@transaction.atomic
def categories_store(taxonomy: list[dict[str, Any]]) -> None:
    """Make or update a category tree; parents come before their children."""
    known: dict[str, Category] = {}
    for node in sorted(taxonomy, key=lambda node: node["parent"] is not None and node["parent"] != ""):
        category = Category.objects.filter(slug=node["slug"]).first() or Category(slug=node["slug"])
        category.parent = known.get(node["parent"] or "")
        category.name, category.names = node["names"]["en"], node["names"]
        category.description = node.get("description", "")
        category.save()
        known[node["slug"]] = category


def _started_before(truth_file: Path, seed: int) -> datetime | None:
    """Return the moment an interrupted seeding started from, so that a repetition writes the same rows."""
    if not truth_file.exists() or not Product.objects.exists():
        return None
    truth = json.loads(truth_file.read_text())
    return parse_datetime(truth["now"]) if truth["seed"] == seed else None


def _pictures(shop: DemoShop) -> None:
    folder = Path(settings.MEDIA_ROOT)
    for product in shop.products:
        title = next(iter(product["texts"].values()))["title"]
        path = folder / product["images"][0]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(draw_picture(shop.truth["products"][product["id"]], title))


def _shoppers(shoppers: list[dict[str, Any]]) -> None:
    Shopper.objects.bulk_create(
        (Shopper(external_id=row["id"], locale=row["locale"], created_at=row["created_at"]) for row in shoppers),
        ignore_conflicts=True,
    )


def _write(path: Path, text: str) -> None:
    unfinished = path.with_suffix(".new")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.rename(path)
