"""Prepares the benchmarks of what merchandisers do: rules at work, and the preview of a draft."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.test import Client

from catalog.current_store import current_store_id
from catalog.models import Product, Store
from recommendations.models import Scope
from recommendations.selectors.benchmark_inputs import profiled_shoppers
from recommendations.services.api_keys import api_key_create
from recommendations.services.bench_preview import bench_preview
from recommendations.services.bench_releases import rolled_back
from recommendations.services.bench_rules import bench_rules
from recommendations.services.bench_shop import bench_shop
from users.models import User

RULES_IN_FORCE, RULES_PREVIEWED = 500, 50


def run_rules(options: Mapping[str, Any]) -> dict[str, Any]:
    """Measure answers of the API with many rules in force against the same answers without any."""
    k = options["k"]
    with _shop(options) as shoppers, rolled_back():
        store = Store.objects.get(pk=current_store_id())
        _key, secret = api_key_create(name="benchmark", scopes=[Scope.RECOMMEND_READ], store=store)
        ask = _asking(f"/api/v1/shoppers/{{}}/recommendations/?placement=home&k={k}", authorization=f"Api-Key {secret}")
        rules = RULES_IN_FORCE if options["rules"] is None else options["rules"]
        found = bench_rules(ask, shoppers, rules=rules, seconds=options["seconds"])
        return found | {"products": Product.objects.count(), "k": k}


def run_preview(options: Mapping[str, Any]) -> dict[str, Any]:
    """Measure the page that shows a draft against what is live."""
    with _shop(options) as shoppers, rolled_back():
        user = User.objects.create(username="benchmark-preview", is_staff=True, is_superuser=True)
        ask = _asking("/admin/preview/?{}", user=user)
        rules = RULES_PREVIEWED if options["rules"] is None else options["rules"]
        found = bench_preview(ask, shoppers, rules=rules, k=options["k"], seconds=options["seconds"])
        return found | {"products": Product.objects.count(), "k": options["k"]}


@contextmanager
def _shop(options: Mapping[str, Any]) -> Iterator[list[str]]:
    """Yield shoppers of the current database or, where it has too few products, of a made-up shop of its own."""
    made_up = options["products"] > max(Product.objects.count(), 1)
    with bench_shop(options["products"]) if made_up else nullcontext():
        shoppers = list(profiled_shoppers(options["shoppers"]))
        if not shoppers:
            raise CommandError(
                "There is no shopper with a profile: run seed_demo, embed_products and build_profiles first."
            )
        yield shoppers


def _asking(address: str, *, user: User | None = None, authorization: str = "") -> Callable[[str], None]:
    """Return what asks the service in this process, all middleware included, and takes nothing but its answer."""
    client = Client(headers={"authorization": authorization} if authorization else None)
    if user is not None:
        client.force_login(user)
    host = next((name for name in settings.ALLOWED_HOSTS if not name.startswith((".", "*"))), "localhost")

    def ask(what: str) -> None:
        response = client.get(address.format(what), secure=True, SERVER_NAME=host)
        if response.status_code != 200:
            raise RuntimeError(f"{address.format(what)} answered {response.status_code}")

    return ask
