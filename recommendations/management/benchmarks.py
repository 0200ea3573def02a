"""Prepares each benchmark from the shop's data and the settings, and runs it."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone

from catalog.current_store import current_store_id
from catalog.models import Product, Store
from recommendations.evaluation.benchmarks.api import ApiSetup, bench_api
from recommendations.evaluation.benchmarks.retrieval import bench_retrieval
from recommendations.management.studio_benchmarks import run_preview, run_rules
from recommendations.models import Scope
from recommendations.selectors.benchmark_inputs import nearest_query, profiled_shoppers
from recommendations.services.api_keys import api_key_create

FEWEST_PRODUCTS = 2000  # of a shop that retrieval is measured on
KEY_MINUTES = 15  # outlives no run by much, should the command be killed


def run_api(options: Mapping[str, Any]) -> dict[str, Any]:
    """Measure GET recommendations over the current database."""
    products = Product.objects.count()
    shoppers = profiled_shoppers(options["shoppers"])
    if not shoppers or products < options["products"]:
        raise CommandError(
            f"There are {products} products and {len(shoppers)} shoppers with a profile: run seed_demo, "
            "embed_products and build_profiles first."
        )
    k = options["k"]
    expires_at = timezone.now() + timedelta(minutes=KEY_MINUTES)
    store = Store.objects.get(pk=current_store_id())
    key, secret = api_key_create(name="benchmark", scopes=[Scope.RECOMMEND_READ], store=store, expires_at=expires_at)
    setup = ApiSetup(
        configuration="python:recdash.gunicorn",
        application=settings.WSGI_APPLICATION.replace(".application", ":application"),
        folder=settings.BASE_DIR,
        key=secret,
        shopper_ids=tuple(shoppers),
        floor=nearest_query(shoppers, k),
        connection=_plain(connection.get_connection_params()),
        k=k,
        seconds=options["seconds"],
    )
    try:
        return bench_api(setup) | {"products": products}
    finally:
        key.delete()


def run_llm(options: Mapping[str, Any]) -> dict[str, Any]:
    """Measure the batched path of the language model against the naive loop."""
    from catalog.services.engines import language_model
    from recdash.llm.bench import bench_llm
    from recdash.llm.causal import CausalModel

    model = language_model()
    if not isinstance(model, CausalModel):
        raise CommandError(f"RECDASH_LLM is {settings.RECDASH_LLM}: set it to a causal model such as smollm2.")
    return bench_llm(model, grounded=options["grounded"])


def run_retrieval(options: Mapping[str, Any]) -> dict[str, Any]:
    """Measure candidates and scores over a made-up shop of that many products, in a database of its own."""
    from recommendations.services.bench_shop import bench_shop
    from recommendations.services.bench_shop_path import embed_call, path_call

    products = max(options["products"], FEWEST_PRODUCTS)
    with bench_shop(products):
        shoppers = profiled_shoppers(options["shoppers"])
        result = bench_retrieval(
            path_call(options["k"]),
            embed_call(list(shoppers)),
            list(shoppers),
            nearest_query(shoppers, options["k"]),
            _plain(connection.get_connection_params()),
            options["seconds"],
        )
    return result | {"products": products, "k": options["k"]}


def run_training(options: Mapping[str, Any]) -> dict[str, Any]:
    """Measure going on from a former model over the current database against a training from scratch."""
    from recommendations.services.bench_training import bench_training

    return bench_training(options["nights"])


def _plain(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Keep what says where the database is; cursors and adapters of Django are no part of the floor."""
    wanted = ("dbname", "user", "password", "host", "port", "sslmode", "options")
    return {name: value for name, value in parameters.items() if name in wanted}


BENCHMARKS: dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "api": run_api,
    "llm": run_llm,
    "preview": run_preview,
    "retrieval": run_retrieval,
    "rules": run_rules,
    "training": run_training,
}
