"""What a draft would have earned on logged traffic, against what is live.

The estimator is inverse propensity scoring under the position-based click model (Li, Abbasi-Yadkori, Kveton,
Muthukrishnan, Vinay and Wen 2018, "Offline Evaluation of Ranking Policies with Click Models"): what an item earned is
weighed by the attention it gets in the draft over the attention that it got on average while logging, and normalised
by the sum of weights (self-normalised: Swaminathan and Joachims 2015). Live and draft are estimated from the same
lists, so what they share cancels out. The interval is a percentile bootstrap over shoppers that learns attention anew
each time.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommendations.experiments.replay.attention import DECAYS, attention, explored_counts, likeliest_decay
from recommendations.experiments.replay.log import LoggedList

Floats = NDArray[np.float64]
Draft = Callable[[LoggedList], Sequence[int]]
REPEATS = 1000


@dataclass(frozen=True, slots=True)
class Change:
    """A difference per list with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Replay:
    """What was found. Figures are per list; shares weigh places by their attention."""

    lists: int
    shoppers: int
    live: float
    draft: float
    change: Change  # self-normalised inverse propensities
    plain: Change  # the same without normalising
    moved: Change  # from items that both lists hold alone, as if all others were alike: needs no exploration
    known_share: float  # of the draft's places whose item the logged traffic could have shown
    same_share: float  # of the draft's places that hold what they hold live
    explored: int  # explored places in the log
    decay: float  # attention to place j is j^-decay


@dataclass(frozen=True, slots=True)
class _Sums:
    """Per list and decay, (n, n_decays): earned × weight, attention × weight, and attention that could be known."""

    earned: Floats
    weight: Floats
    known: Floats


def replay(lists: Sequence[LoggedList], draft: Draft, *, seed: int = 0, repeats: int = REPEATS) -> Replay:
    """Estimate the change that a draft brings; raise ValueError where there are no lists."""
    if not lists:
        raise ValueError("there is no logged list to replay")
    drafts = [tuple(draft(logged)) for logged in lists]
    places = max(len(row) for row in [*drafts, *(logged.base for logged in lists)])
    looks = attention(places)
    ours = _sums(lists, drafts, looks)
    theirs = _sums(lists, [tuple(logged.base) for logged in lists], looks)
    whole = np.stack([looks[:, : len(row)].sum(axis=1) for row in drafts])
    moved = _moved(lists, drafts, looks)
    counts = explored_counts(lists, places)
    units = {unit: at for at, unit in enumerate(dict.fromkeys(logged.unit for logged in lists))}
    rows = np.array([units[logged.unit] for logged in lists])

    def estimates(weights: Floats) -> Floats:
        """Return (live, draft, draft plain, change by moving) for each row of unit weights; (rows, 4)."""
        each = weights[:, rows]
        best = likeliest_decay(each @ counts[0], each @ counts[1])
        pick = np.arange(len(best)), best
        n = each.sum(axis=1)

        def total(values: Floats) -> Floats:
            return np.asarray((each @ values)[pick])

        level = _over(total(theirs.earned), total(theirs.weight))
        unknown = total(whole) - total(ours.known)
        live = level * total(theirs.known)
        drafted = _over(total(ours.earned), total(ours.weight)) * total(ours.known) + level * unknown
        plain = total(ours.earned) - total(theirs.earned) + level * unknown
        shift = total(moved[0]) - total(theirs.earned) + level * total(moved[1])
        return np.asarray(np.stack([live, drafted, plain, shift], axis=1) / n[:, None])

    found = estimates(np.ones((1, len(units))))[0]
    draws = np.random.default_rng(seed).multinomial(len(units), np.full(len(units), 1 / len(units)), repeats)
    drawn = estimates(draws.astype(float))
    at = int(likeliest_decay(counts[0].sum(axis=0)[None], counts[1].sum(axis=0)[None])[0])
    return Replay(
        lists=len(lists),
        shoppers=len(units),
        live=float(found[0]),
        draft=float(found[1]),
        change=_change(found[1] - found[0], drawn[:, 1] - drawn[:, 0]),
        plain=_change(found[2], drawn[:, 2]),
        moved=_change(found[3], drawn[:, 3]),
        known_share=float(ours.known[:, at].sum() / max(whole[:, at].sum(), 1e-12)),
        same_share=_same_share(lists, drafts, looks[at]),
        explored=int(counts[0].sum()),
        decay=float(DECAYS[at]),
    )


def _sums(lists: Sequence[LoggedList], wanted: Sequence[Sequence[int]], looks: Floats) -> _Sums:
    known: list[tuple[int, int]] = []  # list, place in the draft
    shown: list[
        tuple[int, int, int, int, float, float]
    ] = []  # list, place drafted, shown, in base (-1), chance, reward
    for row, (logged, items) in enumerate(zip(lists, wanted, strict=True)):
        chances, base = chances_of(logged), {item: place for place, item in enumerate(logged.base)}
        drafted = {item: place for place, item in enumerate(items) if chances.get(item, 0.0) > 0}
        known += [(row, place) for place in drafted.values()]
        for place, item in enumerate(logged.items):
            if item in drafted:
                reward = logged.rewards.get(item, 0.0)
                shown.append((row, drafted[item], place, base.get(item, -1), chances[item], reward))
    sums = _Sums(*(np.zeros((len(lists), len(looks))) for _ in range(3)))
    rows, places = np.array(known, dtype=int).reshape(-1, 2).T
    np.add.at(sums.known, rows, looks.T[places])
    table = np.array(shown, dtype=float).reshape(-1, 6)
    rows, drafts, seen, bases = table[:, :4].astype(int).T
    mean = np.stack([_open_attention(logged, looks) for logged in lists])
    expected = np.where(bases[:, None] >= 0, looks.T[bases], mean[rows]) * table[:, 4:5]
    weights = looks.T[drafts] / expected
    np.add.at(sums.weight, rows, weights * looks.T[seen])
    np.add.at(sums.earned, rows, weights * table[:, 5:6])
    return sums


def chances_of(logged: LoggedList) -> dict[int, float]:
    """Return the probability with which each item was shown: of the pool, and of the list itself."""
    places = enumerate(logged.base, start=1)
    return dict(logged.pool) | {item: 1.0 if place in logged.fixed else logged.kept for place, item in places}


def _open_attention(logged: LoggedList, looks: Floats) -> Floats:
    """Return the mean attention to the places that could be explored; (n_decays,)."""
    open_places = [at for at in range(len(logged.base)) if at + 1 not in logged.fixed]
    return np.asarray(looks[:, open_places].mean(axis=1) if open_places else np.ones(len(looks)))


def _moved(lists: Sequence[LoggedList], drafts: Sequence[Sequence[int]], looks: Floats) -> tuple[Floats, Floats]:
    """Return what shown base items earned, moved to their places in the draft, and attention to all other places."""
    others: list[tuple[int, int]] = []
    moved: list[tuple[int, int, int, float]] = []  # list, place drafted, place before, reward by its chance
    for row, (logged, items) in enumerate(zip(lists, drafts, strict=True)):
        before = {item: place for place, item in enumerate(logged.base)}
        for place, item in enumerate(items):
            if item not in before:
                others.append((row, place))
            elif logged.items[before[item]] == item and item in logged.rewards:
                chance = 1.0 if before[item] + 1 in logged.fixed else logged.kept
                moved.append((row, place, before[item], logged.rewards[item] / chance))
    earned, elsewhere = np.zeros((len(lists), len(looks))), np.zeros((len(lists), len(looks)))
    rows, places = np.array(others, dtype=int).reshape(-1, 2).T
    np.add.at(elsewhere, rows, looks.T[places])
    table = np.array(moved, dtype=float).reshape(-1, 4)
    rows, places, befores = table[:, :3].astype(int).T
    np.add.at(earned, rows, looks.T[places] / looks.T[befores] * table[:, 3:4])
    return earned, elsewhere


def _same_share(lists: Sequence[LoggedList], drafts: Sequence[Sequence[int]], looks: Floats) -> float:
    same = whole = 0.0
    for logged, items in zip(lists, drafts, strict=True):
        whole += float(looks[: len(items)].sum())
        pairs = enumerate(zip(items, logged.base, strict=False))
        same += sum(float(looks[place]) for place, (new, old) in pairs if new == old)
    return same / whole if whole else 0.0


def _over(values: Floats, by: Floats) -> Floats:
    return np.asarray(np.divide(values, by, out=np.zeros_like(values), where=by > 0))


def _change(value: float, drawn: Floats) -> Change:
    low, high = np.quantile(drawn, [0.025, 0.975])
    return Change(float(value), float(low), float(high))
