"""The shop's own history as choices: which candidates a shopper had at a moment, and what they took afterwards."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from catalog.models import Feature, Product
from catalog.services.engines import text_encoder
from recommendations.adapters.candidates import LEAST_SIMILARITY
from recommendations.adapters.history import weighed
from recommendations.adapters.retrieval import NEW_DAYS
from recommendations.engine.candidates import SOURCES, Candidates
from recommendations.engine.histories import EVENT_TYPES, Step, condensed, gaps_days, type_numbers
from recommendations.engine.item_embeddings import item_embeddings
from recommendations.engine.ranking.blend import NAMES, factor_values
from recommendations.engine.sequence import Weights, user_embedding
from recommendations.engine.types import Profile
from recommendations.services.judge_window import WANTED, Past, Shelf, pasts, shelf_at
from recommendations.training.shop_blend import Taking
from users.interests.clusters import cluster
from users.interests.profile import candidates as tag_candidates
from users.interests.profile import chosen
from users.interests.types import Catalogue, Weighted
from users.interests.weighting import weighted
from users.models import Interaction
from users.services.catalogue import catalogue_of

MOST_SHOPPERS = 1500
PER_SOURCE = 60
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PastModel:
    """A sequence model that was fitted to the time before a moment."""

    weights: Weights
    products: Sequence[int]  # its items
    content: NDArray[np.float32]  # of these, (n_products, width), as it was trained with

    def embeddings(self, keys: Sequence[int]) -> NDArray[np.float32]:
        """Return (len(keys), d + 1); of a product without content nothing is known but the usual bias."""
        places = {product: at for at, product in enumerate(self.products)}
        known = np.array([places.get(key, -1) for key in keys], dtype=np.int64)
        content = np.where((known >= 0)[:, None], self.content[known], np.float32(0))
        return item_embeddings(self.weights, content, known)


def takings_after(moment: datetime, model: PastModel | None, until: datetime | None = None) -> list[Taking]:
    """Return what shoppers took from `moment` on (and before `until`) among the candidates they had just before it.

    Everything is as it was then: neighbours and popularity, profiles, and the model. The scores follow those of
    serving, number for number.
    """
    shelf = shelf_at(moment)
    catalog = PastCatalog(shelf, moment, model)
    some = pasts(moment, until, most=MOST_SHOPPERS)
    places = placements_after(moment, [past.shopper for past in some])
    return [taking for past in some for taking in catalog.takings(past, places)]


def placements_after(moment: datetime, shoppers: Sequence[int]) -> dict[tuple[int, int], str]:
    """Return (shopper, product) → the placement of their first event from `moment` on that names one.

    Shops name it with the click on a list, and often no more with the purchase.
    """
    rows = Interaction.objects.filter(
        shopper__in=shoppers, occurred_at__gte=moment, product__isnull=False, type__in=(*WANTED, Interaction.Type.CLICK)
    ).exclude(placement="")
    found: dict[tuple[int, int], str] = {}
    for shopper, product, placement in rows.order_by("occurred_at", "pk").values_list(
        "shopper_id", "product_id", "placement"
    ):
        found.setdefault((shopper, product), placement)
    return found


class PastCatalog:
    """What is asked of the products for one shopper after the other."""

    def __init__(self, shelf: Shelf, moment: datetime, model: PastModel | None) -> None:
        self.shelf, self.moment = shelf, moment
        self.sequence = model.weights if model else None
        self.places = {key: at for at, key in enumerate(shelf.keys)}
        self.features: dict[int, set[tuple[str, str, str]]] = defaultdict(set)
        rows = Feature.objects.exclude(status=Feature.Status.REJECTED)
        for product, *key in rows.values_list("product_id", "kind", "name", "normalised"):
            self.features[product].add(tuple(key))
        shown = Product.objects.in_bulk(shelf.keys)
        self.items = [shown[key] for key in shelf.keys]
        self.age_days = np.array([(moment - item.created_at).total_seconds() / 86_400 for item in self.items])
        self.new = np.where(self.age_days >= 0, np.clip(1 - self.age_days / NEW_DAYS, 0, 1), 0.0)
        self.embeddings = model.embeddings(shelf.keys) if model else None

    def takings(self, past: Past, places: Mapping[tuple[int, int], str]) -> list[Taking]:
        """Return one taking for each product that the shopper took and that was among the candidates."""
        keys, values = self.choice(past)
        row_of = {key: row for row, key in enumerate(keys)}
        return [
            Taking(past.shopper, values, row_of[key], places.get((past.shopper, key), ""))
            for key in sorted(past.wanted)
            if key in row_of
        ]

    def choice(self, past: Past) -> tuple[list[int], Floats]:
        """Return the candidates that the shopper had, and their factors (n, len(NAMES)); none without events."""
        if not past.events:
            return [], np.zeros((0, len(NAMES)))
        history = weighted(past.events, now=past.events[0].occurred_at)
        catalogue = catalogue_of({row.event.product for row in history if row.event.product is not None})
        profile = self._profile(history, catalogue)
        scores = self._scores(past, history, catalogue)
        bought = {event.product for event in past.events if event.type in {"purchase", "dismiss"}}
        open_ = np.array([key not in bought for key in self.shelf.keys])
        chosen_places = self._chosen(scores, open_)
        return [self.shelf.keys[place] for place in chosen_places], self._values(chosen_places, scores, profile)

    def _profile(self, history: Sequence[Weighted], catalogue: Catalogue) -> Profile:
        tags = chosen(tag_candidates(history, catalogue))
        pairs = [
            (row.weight, np.log(price))
            for row in history
            if row.weight > 0 and (price := catalogue.prices.get(row.event.product or 0))
        ]
        level = spread = None
        if pairs:
            weights, prices = np.array(pairs).T
            level = float(np.average(prices, weights=weights))
            spread = float(np.sqrt(np.average((prices - level) ** 2, weights=weights)))
        return Profile({tag.key: tag.weight for tag in tags}, {}, level, spread)

    def _scores(self, past: Past, history: Sequence[Weighted], catalogue: Catalogue) -> dict[str, Floats]:
        steps = [
            Step(event.product, event.type, event.occurred_at)
            for event in past.events
            if event.product is not None and event.type in EVENT_TYPES
        ]
        scores = {"popular": self.shelf.popularity, "new": self.new, "together": self._together(steps)}
        centres = cluster(history, catalogue, text_encoder().encode)
        scores["interest"] = np.zeros(len(self.items))
        if centres:
            heaviest = max(centre.weight for centre in centres)
            likeness = self.shelf.vectors @ np.array([centre.centre for centre in centres]).T
            likeness = (likeness * np.array([(centre.weight / heaviest) ** 0.25 for centre in centres])).max(axis=1)
            scores["interest"] = np.clip((likeness - LEAST_SIMILARITY) / (1 - LEAST_SIMILARITY), 0, 1)
        if self.embeddings is not None and (logits := self._logits(steps)) is not None:
            scores["sequence"] = logits
        return scores

    def _together(self, steps: Sequence[Step]) -> Floats:
        found = np.zeros(len(self.items))
        for recent in weighed(step.item for step in steps):
            for neighbour, score in self.shelf.neighbours.get(recent.pk, []):
                if neighbour in self.places:
                    found[self.places[neighbour]] += score * recent.weight
        return found

    def _logits(self, latest_first: Sequence[Step]) -> Floats | None:
        steps = condensed(step for step in reversed(latest_first) if step.item in self.places)[-50:]
        if not steps or self.embeddings is None or self.sequence is None:
            return None
        vectors = self.embeddings[[self.places[step.item] for step in steps], :-1]
        user = user_embedding(self.sequence, vectors, event_types=type_numbers(steps), gaps_days=gaps_days(steps))
        logits: Floats = (self.embeddings @ np.append(user, np.float32(1))).astype(float)
        return logits

    def _chosen(self, scores: dict[str, Floats], open_: NDArray[np.bool_]) -> list[int]:
        places: set[int] = set()
        for row in scores.values():
            best = np.argsort(-np.where(open_, row, -np.inf), kind="stable")[:PER_SOURCE]
            places.update(int(at) for at in best if open_[at])
        return sorted(places)

    def _values(self, places: Sequence[int], scores: dict[str, Floats], profile: Profile) -> Floats:
        found = {name: row[list(places)] for name, row in scores.items()}
        for name in ("together", "sequence"):
            if name in found and len(places):
                lowest = 0.0 if name == "together" else float(found[name].min())
                span = float(found[name].max()) - lowest
                found[name] = (found[name] - lowest) / span if span > 0 else np.zeros(len(places))
        return factor_values(self._candidates(places, found, profile), profile)

    def _candidates(self, places: Sequence[int], found: dict[str, Floats], profile: Profile) -> Candidates:
        items = [self.items[place] for place in places]
        features = [{*self.features[item.pk], ("brand", "brand", item.brand)} for item in items]
        tags = list(profile.tags)
        matches = np.array([[tag in mine for tag in tags] for mine in features], dtype=bool)
        nothing = np.full(len(items), np.nan)
        return Candidates(
            pk=np.array([item.pk for item in items], dtype=np.int64),
            item_id=np.array([item.external_id for item in items], dtype=object),
            brand=np.array([item.brand for item in items], dtype=object),
            category=np.array([item.category_id or 0 for item in items], dtype=np.int64),
            price=np.array([item.price for item in items], dtype=np.float64),
            stock=nothing,
            age_days=self.age_days[list(places)],
            scores=np.column_stack([found.get(source, np.zeros(len(items))) for source in SOURCES]),
            judged=nothing,
            matches=matches.reshape(len(items), len(tags)),
            tags=tags,
        )
