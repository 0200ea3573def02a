"""Shoppers and the tastes planted in them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from recommendations.demo.data_files import LOCALES, load
from recommendations.demo.draws import chance, pick, pick_weighted, some
from recommendations.demo.leaves import Leaf, leaves

COLD_SHARE = 40 / 600
BOT_SHARE = 4 / 600
DRIFT_SHARE = 0.1
LOCALE_WEIGHTS = {"en": 44, "zh-hans": 9, "es": 12, "de": 15, "fr": 12, "ja": 8}


@dataclass(frozen=True, slots=True)
class Taste:
    """What a shopper looks for: leaf categories with weights, and what decides within them."""

    leaves: dict[int, float]  # index into leaves() → share, summing to one
    functions: tuple[str, ...]
    colour: str
    make: str
    brands: tuple[str, ...]
    dearness: float
    audience: str  # "" = buys for anyone

    def as_truth(self) -> list[dict[str, str]]:
        """List the taste as planted truth, strongest category first."""
        rows = [("category", "category", leaves()[index].slug) for index in self.leaves]
        rows += [("function", "function", function) for function in self.functions]
        rows += [("attribute", "colour", self.colour)] if self.colour else []
        rows += [("attribute", leaves()[next(iter(self.leaves))].make_name, self.make)]
        rows += [("brand", "brand", brand) for brand in self.brands]
        return [{"kind": kind, "name": name, "value": value} for kind, name, value in rows]


@dataclass(frozen=True, slots=True)
class Person:
    """One shopper: who, since when, with what taste, and for some a new taste from a moment on."""

    id: str
    locale: str
    created_at: datetime
    taste: Taste
    later_taste: Taste | None
    drifts_at: datetime
    kind: str  # "regular" | "cold" | "bot"

    def taste_at(self, moment: datetime) -> Taste:
        """Return the taste the shopper has at a moment."""
        return self.later_taste if self.later_taste and moment >= self.drifts_at else self.taste

    def as_payload(self) -> dict[str, Any]:
        """Write the shopper as the API takes it."""
        return {"id": self.id, "locale": self.locale, "created_at": self.created_at.isoformat()}

    def as_truth(self) -> dict[str, Any]:
        """Write the planted truth: the taste of now, and the one before where it drifted."""
        bot = self.kind == "bot"
        truth = {"tastes": [] if bot else (self.later_taste or self.taste).as_truth(), "cold": self.kind == "cold"}
        return truth | {"bot": bot, "earlier_tastes": self.taste.as_truth() if self.later_taste else []}


def draw_people(count: int, *, now: datetime, days: int, rng: np.random.Generator) -> list[Person]:
    """Draw `count` shoppers, among them a few bots and newcomers."""
    kinds = ["cold"] * round(count * COLD_SHARE) + ["bot"] * round(count * BOT_SHARE)
    kinds = (kinds + ["regular"] * count)[:count]
    order = rng.permutation(count)
    trend = np.arange(1, len(leaves()) + 1) ** -0.3
    popularity = trend[rng.permutation(len(trend))]
    return [_person(n + 1, kinds[order[n]], popularity, now=now, days=days, rng=rng) for n in range(count)]


def _person(
    number: int, kind: str, popularity: np.ndarray, *, now: datetime, days: int, rng: np.random.Generator
) -> Person:
    age = rng.uniform(0.1, 4) if kind == "cold" else rng.uniform(days * 0.35, days + 300)
    drifts = kind == "regular" and chance(rng, DRIFT_SHARE)
    return Person(
        id=f"s-{number:04d}",
        locale=pick_weighted(rng, LOCALES, [LOCALE_WEIGHTS[locale] for locale in LOCALES]),
        created_at=(now - timedelta(days=float(age))).replace(microsecond=0),
        taste=draw_taste(popularity, rng),
        later_taste=draw_taste(popularity, rng) if drifts else None,
        drifts_at=now - timedelta(days=float(days * rng.uniform(0.3, 0.55))),
        kind=kind,
    )


def draw_taste(popularity: np.ndarray, rng: np.random.Generator) -> Taste:
    """Draw a taste of two or three leaves; `popularity` (n_leaves,) says how often each leaf is liked."""
    count = int(pick_weighted(rng, (2, 3), (3, 2)))
    chosen = rng.choice(len(popularity), size=count, replace=False, p=popularity / popularity.sum())
    shares = np.array([0.6, 0.4] if count == 2 else [0.5, 0.3, 0.2])
    liked = [leaves()[index] for index in chosen]
    main = liked[0]
    return Taste(
        leaves={int(index): float(share) for index, share in zip(chosen, shares, strict=True)},
        functions=tuple(_functions(liked, rng)),
        colour=_colour(liked, rng),
        make=pick(rng, main.makes),
        brands=tuple(_brands(main, rng)),
        dearness=float(rng.beta(2, 2)),
        audience=pick_weighted(rng, ("women", "men", ""), (4, 4, 2)),
    )


def _functions(liked: list[Leaf], rng: np.random.Generator) -> list[str]:
    return list(dict.fromkeys(pick(rng, leaf.functions) for leaf in liked[:2]))


def _colour(liked: list[Leaf], rng: np.random.Generator) -> str:
    palettes = [leaf.colours for leaf in liked if leaf.colours]
    return pick(rng, palettes[0]) if palettes else ""


def _brands(main: Leaf, rng: np.random.Generator) -> list[str]:
    names = [brand["name"] for brand in load("brands") if main.parent in brand["categories"]]
    return some(rng, names, pick_weighted(rng, (1, 2), (2, 1)))
