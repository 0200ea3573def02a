"""Whether a pin pays: clicks at its place in releases that have it, against the same place in releases that do not."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import sqrt

from django.db.models import Sum

from recommendations.experiments.estimates import Bounds, Estimate, bounds, difference
from recommendations.models import Placement, RankDay, Rule

FEWEST = 100  # times that the place was shown, each way


@dataclass(frozen=True, slots=True)
class PinVerdict:
    """One pin in one placement; rates are clicks of the times that its place was shown."""

    rule: Rule
    placement: str
    pinned: Estimate
    automatic: Estimate
    bounds: Bounds

    @property
    def enough(self) -> bool:
        return min(self.pinned.n, self.automatic.n) >= FEWEST

    @property
    def verdict(self) -> str:
        """Return "pays", "costs", or "unknown" while chance may explain the difference."""
        if not self.enough or not self.bounds.excludes_zero:
            return "unknown"
        return "pays" if self.pinned.value > self.automatic.value else "costs"


def pin_verdicts(since: date) -> list[PinVerdict]:
    """Return a verdict for each pin in force and placement, from the days since then.

    Releases follow each other in time, so that a season may look like a pin: an experiment tells for sure.
    """
    slots = list(Placement.objects.values_list("key", flat=True))
    live = Rule.live.filter(kind=Rule.Kind.PIN, enabled=True, position__isnull=False).select_related("product")
    having, places = _releases_with_pins(), _places(since)
    verdicts = []
    for rule in live.order_by("order", "pk"):
        with_it = having[rule.key, rule.position]
        for placement in slots:
            if not rule.placements or placement in rule.placements:
                verdicts.append(_verdict(rule, placement, places.get((placement, rule.position), []), with_it))
    return verdicts


def _releases_with_pins() -> dict[tuple[int, int], set[int]]:
    """Return the numbers of the releases that have a pin, by its key and place."""
    found: dict[tuple[int, int], set[int]] = defaultdict(set)
    pins = Rule.objects.filter(kind=Rule.Kind.PIN, enabled=True)
    for key, position, release in pins.values_list("key", "position", "release__number"):
        found[key, position].add(release)
    return found


def _places(since: date) -> dict[tuple[str, int], list[tuple[int, int, int]]]:
    """Return (release, times shown, clicks) by placement and place."""
    found: dict[tuple[str, int], list[tuple[int, int, int]]] = defaultdict(list)
    days = RankDay.objects.filter(day__gte=since).order_by().values_list("placement", "rank", "release")
    for placement, rank, *sums in days.annotate(Sum("impressions"), Sum("clicks")):
        found[placement, rank].append((sums[0], sums[1], sums[2]))
    return found


def _verdict(rule: Rule, placement: str, sums: Iterable[tuple[int, int, int]], with_it: set[int]) -> PinVerdict:
    rows = list(sums)
    pinned = _rate((shown, clicks) for release, shown, clicks in rows if release in with_it)
    automatic = _rate((shown, clicks) for release, shown, clicks in rows if release not in with_it)
    return PinVerdict(rule, placement, pinned, automatic, bounds(difference(pinned, automatic)))


def _rate(sums: Iterable[tuple[int, int]]) -> Estimate:
    rows = list(sums)
    shown, clicks = sum(one for one, _ in rows), sum(other for _, other in rows)
    share = min(clicks / shown, 1.0) if shown else 0.0
    error = sqrt(share * (1 - share) / shown) if shown else 0.0
    return Estimate(share, error * error, shown)
