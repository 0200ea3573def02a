"""A large made-up shop for benchmarks of retrieval, in a database of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import numpy as np
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from numpy.typing import NDArray

from catalog.models import Feature, Product, ProductVector
from catalog.models.vector import DIMENSION
from recommendations.models import ItemEmbedding, ItemNeighbour, ItemPopularity, ModelArtefact, ModelVersion
from recommendations.models.training import EMBEDDING_WIDTH
from recommendations.services.model_artefacts import artefact_store, sequence_weights
from recommendations.services.row_copy import rows_copy, vector_text
from recommendations.training.recommender import TrainingData
from recommendations.training.sequence.config import SequenceConfig
from recommendations.training.sequence.model import SequenceRecommender
from users.models import Interaction, InterestTag, InterestVector, Shopper

THEMES = 200  # groups of like products
SPREAD = 0.9  # of a product around its theme, against a theme's own length
VALUES = 60  # of each of the attributes
ATTRIBUTES = ("colour", "material", "style", "size")
SHOPPERS = 200
INTERESTS, TAGS, STEPS, NEIGHBOURS = 4, 10, 40, 50
BATCH = 5000
INDEXES = {
    "product_vector_hnsw": "catalog_productvector USING hnsw (embedding halfvec_cosine_ops)",
    "item_embedding_hnsw": "recommendations_itemembedding USING hnsw (embedding halfvec_ip_ops)",
}


@contextmanager
def bench_shop(products: int) -> Iterator[None]:
    """Work in a database with that many products; it is made at the first use and kept for the next.

    Making one of 100,000 takes some minutes, nearly all of them for its vector indexes.
    """
    usual = connection.settings_dict["NAME"]
    name = f"recdash_bench_{products}"
    made = _create(name)
    try:
        _connect(name)
        sequence_weights.cache_clear()
        call_command("migrate", verbosity=0)
        if made:
            _fill(products)
        yield
    except BaseException:
        if made:
            _connect(usual)
            _drop(name)
        raise
    finally:
        sequence_weights.cache_clear()
        _connect(usual)


def _connect(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


def _create(name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone():
            return False
        cursor.execute(f"CREATE DATABASE {name}")
    return True


def _drop(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")


def _fill(products: int) -> None:
    chance = np.random.default_rng(products)
    themes = _unit(chance.normal(size=(THEMES, DIMENSION)))
    of_theme = chance.integers(0, THEMES, products)
    keys = _products(products, chance)
    with connection.cursor() as cursor:
        for index in INDEXES:
            cursor.execute(f"DROP INDEX {index}")
    _vectors(keys, themes, of_theme, chance)
    _features(keys, of_theme, chance)
    scores = chance.pareto(1.5, products)
    rows_copy(
        ItemPopularity,
        ("product", "segment", "score"),
        zip(keys, [""] * products, (scores / scores.max()).tolist(), strict=True),
    )
    _shoppers(keys, themes, of_theme, chance)
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '1GB'")
        for index, on in INDEXES.items():
            cursor.execute(f"CREATE INDEX {index} ON {on} WITH (m = 16, ef_construction = 64)")
        cursor.execute("ANALYZE")


def _products(products: int, chance: np.random.Generator) -> list[int]:
    now = timezone.now()
    prices = np.exp(chance.normal(3.5, 0.8, products)).round(2).tolist()
    days = chance.integers(0, 700, products).tolist()
    for start in range(0, products, BATCH):
        Product.objects.bulk_create(
            Product(
                external_id=f"b-{number:07d}",
                brand=f"Brand {number % 97}",
                price=prices[number],
                currency="EUR",
                stock=5 if number % 20 else 0,
                created_at=now - timedelta(days=days[number]),
            )
            for number in range(start, min(start + BATCH, products))
        )
    return list(Product.objects.order_by("pk").values_list("pk", flat=True))


def _vectors(
    keys: list[int], themes: NDArray[np.float64], of_theme: NDArray[np.int64], chance: np.random.Generator
) -> None:
    down = chance.normal(size=(themes.shape[1], EMBEDDING_WIDTH)) / 8
    for start in range(0, len(keys), BATCH):
        some = of_theme[start : start + BATCH]
        noise = _unit(chance.normal(size=(len(some), themes.shape[1])))
        vectors = _unit(themes[some] + SPREAD * noise)
        rows = zip(keys[start : start + BATCH], vectors, strict=True)
        rows_copy(
            ProductVector, ("product", "embedding", "encoder"), ((key, vector_text(row), "bench") for key, row in rows)
        )
        rows = zip(keys[start : start + BATCH], vectors @ down, strict=True)
        rows_copy(ItemEmbedding, ("product", "embedding"), ((key, vector_text(vector)) for key, vector in rows))


def _features(keys: list[int], of_theme: NDArray[np.int64], chance: np.random.Generator) -> None:
    values = chance.integers(0, VALUES, (len(keys), len(ATTRIBUTES)))

    def rows() -> Iterator[tuple[Any, ...]]:
        for at, key in enumerate(keys):
            theme = f"Theme {of_theme[at]}"
            yield (key, "category", "category", theme, theme, 1.0, "title:en", 0, 1)
            for name, number in zip(ATTRIBUTES, values[at].tolist(), strict=True):
                value = f"{name} {number}"
                yield (key, "attribute", name, value, value, 1.0, "title:en", 0, 1)

    evidence = ("evidence_field", "evidence_start", "evidence_end")
    rows_copy(Feature, ("product", "kind", "name", "value", "normalised", "confidence", *evidence), rows())


def _shoppers(
    keys: list[int], themes: NDArray[np.float64], of_theme: NDArray[np.int64], chance: np.random.Generator
) -> None:
    now = timezone.now()
    places = [np.flatnonzero(of_theme == theme) for theme in range(THEMES)]
    for number in range(SHOPPERS):
        shopper = Shopper.objects.create(
            external_id=f"s-{number}", created_at=now, event_count=STEPS, profile_built_at=now, price_level=3.5
        )
        liked = chance.choice(THEMES, INTERESTS, replace=False)
        interests = _unit(themes[liked] + 0.3 * _unit(chance.normal(size=(INTERESTS, themes.shape[1]))))
        InterestVector.objects.bulk_create(
            InterestVector(shopper=shopper, position=at, weight=0.4 - 0.1 * at, embedding=row.tolist())
            for at, row in enumerate(interests)
        )
        tags = [("category", "category", f"Theme {theme}") for theme in liked]
        tags += [("attribute", ATTRIBUTES[at % 4], f"{ATTRIBUTES[at % 4]} {at}") for at in range(TAGS - INTERESTS)]
        InterestTag.objects.bulk_create(
            InterestTag(shopper=shopper, kind=kind, name=name, value=value, label=value, weight=1 - at / 20)
            for at, (kind, name, value) in enumerate(tags)
        )
        _history(shopper, [keys[chance.choice(places[chance.choice(liked)])] for _ in range(STEPS)], keys, chance)
    _sequence_model(chance)


def _history(shopper: Shopper, seen: list[int], keys: list[int], chance: np.random.Generator) -> None:
    now = timezone.now()
    Interaction.objects.bulk_create(
        Interaction(
            event_id=f"{shopper.pk}-{at}",
            shopper=shopper,
            product_id=key,
            type=Interaction.Type.VIEW,
            occurred_at=now - timedelta(hours=at),
        )
        for at, key in enumerate(seen)
    )
    fresh = set(seen) - set(ItemNeighbour.objects.filter(product__in=seen).values_list("product", flat=True))
    rows = (
        (key, keys[other], at, 1 / (at + 2))
        for key in sorted(fresh)
        for at, other in enumerate(chance.choice(len(keys), NEIGHBOURS, replace=False).tolist())
        if keys[other] != key
    )
    rows_copy(ItemNeighbour, ("product", "neighbour", "position", "score"), rows)


def _sequence_model(chance: np.random.Generator) -> None:
    """Store a model of the usual shape that one epoch has touched: what it says is of no matter here."""
    sequences = [chance.integers(0, 50, 10).tolist() for _ in range(8)]
    model = SequenceRecommender(SequenceConfig(epochs=1, batch_size=8))
    model.fit(TrainingData(sequences, 50, event_types=[[0] * 10] * 8, gaps_days=[[0.0] * 10] * 8))
    version = ModelVersion.objects.create(version="bench", active=True)
    artefact_store(version, ModelArtefact.Name.SEQUENCE, model.weights | {"products": np.full(50, -1)})


def _unit(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)
