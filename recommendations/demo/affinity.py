"""How much a shopper wants each product: a multinomial choice over planted preferences (McFadden, 1974)."""

from datetime import datetime

import numpy as np

from recommendations.demo.leaves import leaves
from recommendations.demo.shelf import FloatArray, Shelf
from recommendations.demo.shoppers import Taste
from recommendations.demo.vocabulary import FUNCTIONS

FUNCTION, COLOUR, MAKE, BRAND, DEARNESS, WRONG_AUDIENCE = 1.3, 1.5, 1.0, 1.5, 2.0, 4.0
IN_SEASON, OUT_OF_SEASON = 1.7, 0.55


def within_leaf(taste: Taste, shelf: Shelf) -> FloatArray:
    """Weigh products by everything but their category; shape (n_products,), higher is better."""
    wanted = np.array([name in taste.functions for name in FUNCTIONS])
    utility = FUNCTION * (shelf.functions & wanted).sum(axis=1) + shelf.appeal
    utility = utility + COLOUR * ((shelf.colour == taste.colour) & (shelf.colour != ""))
    utility = utility + MAKE * (shelf.make == taste.make) + BRAND * np.isin(shelf.brand, taste.brands)
    utility = utility - DEARNESS * np.abs(shelf.dearness - taste.dearness)
    other = np.isin(shelf.audience, ("women", "men")) & (shelf.audience != taste.audience)
    return np.asarray(utility - WRONG_AUDIENCE * (other & (taste.audience != "")))


def leaf_shares(taste: Taste, moment: datetime) -> dict[int, float]:
    """Share a shopper's attention among the liked leaves at a moment, seasons included; sums to one."""
    shares = {index: share * season(index, moment) for index, share in taste.leaves.items()}
    total = sum(shares.values())
    return {index: share / total for index, share in shares.items()}


def season(leaf_index: int, moment: datetime) -> float:
    """Return the demand of a leaf at a moment against its yearly middle, gliding over the turn of the month."""
    months = leaves()[leaf_index].months
    nearer = moment.month % 12 + 1 if moment.day > 15 else (moment.month - 2) % 12 + 1
    weight = abs(moment.day - 15) / 31
    now, then = (IN_SEASON if month in months else OUT_OF_SEASON for month in (moment.month, nearer))
    return (1 - weight) * now + weight * then


def choice_shares(utility: FloatArray, allowed: np.ndarray) -> FloatArray:
    """Turn utilities into choice probabilities over the allowed products; needs at least one."""
    powers = np.where(allowed, np.exp(utility - utility[allowed].max()), 0.0)
    return np.asarray(powers / powers.sum())
