"""The products as arrays, so that a shopper can weigh all of them at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from recommendations.demo.leaves import leaves
from recommendations.demo.products import WrittenProduct
from recommendations.demo.vocabulary import FUNCTIONS

FloatArray = NDArray[np.float64]
PRICE_SPREAD = 0.5


@dataclass(frozen=True, slots=True)
class Shelf:
    """All products in catalogue order; every array has shape (n_products,) unless it says otherwise."""

    ids: list[str]
    prices: list[float]
    leaf: NDArray[np.int64]  # index into leaves()
    brand: NDArray[np.str_]
    colour: NDArray[np.str_]
    make: NDArray[np.str_]
    audience: NDArray[np.str_]
    functions: NDArray[np.bool_]  # (n_products, n_functions)
    dearness: FloatArray  # 0 cheapest in its leaf, 1 dearest
    appeal: FloatArray  # what makes a product popular with everyone
    created: FloatArray  # POSIX seconds
    sellable: NDArray[np.bool_]
    consumable: NDArray[np.bool_]

    def on_shelf(self, moment: datetime) -> NDArray[np.bool_]:
        """Tell which products existed at a moment."""
        return self.created <= moment.timestamp()


def build_shelf(products: Sequence[WrittenProduct], rng: np.random.Generator) -> Shelf:
    """Arrange written products for weighing."""
    specs = [product.spec for product in products]
    slugs = [leaf.slug for leaf in leaves()]
    quality = np.array([product.quality for product in products])
    return Shelf(
        ids=[spec.id for spec in specs],
        prices=[spec.price for spec in specs],
        leaf=np.array([slugs.index(spec.leaf.slug) for spec in specs]),
        brand=np.array([spec.brand for spec in specs]),
        colour=np.array([spec.attributes.get("colour", "") for spec in specs]),
        make=np.array([spec.attributes[spec.leaf.make_name] for spec in specs]),
        audience=np.array([spec.attributes.get("audience", "") for spec in specs]),
        functions=np.array([[name in product.truth["functions"] for name in FUNCTIONS] for product in products]),
        dearness=np.array([_dearness(product) for product in products]),
        appeal=rng.normal(0, 0.42, len(specs)) + 1.1 * (quality - quality.mean()),
        created=np.array([spec.created_at.timestamp() for spec in specs]),
        sellable=np.array([product.sellable for product in products]),
        consumable=np.array([spec.leaf.consumable for spec in specs]),
    )


def _dearness(product: WrittenProduct) -> float:
    low, high = product.spec.leaf.price
    return float(np.clip(np.log(product.spec.price / low) / np.log(high / low), 0, 1))
