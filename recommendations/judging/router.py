"""When the language model's judgement counts, and how much: a table by length of history and age of item."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

NEW_DAYS = 30  # for so long a product of a shop counts as new to the router
EDGES = (3, 6, 11)  # interactions from which the next bucket begins
Evidence = Literal["own", "pooled", "none"]


@dataclass(frozen=True, slots=True)
class Weights:
    """What a standardised judgement is worth against a standardised base score; 0 switches it off."""

    old: float = 0.0
    new: float = 0.0

    @property
    def off(self) -> bool:
        """Return whether the judgement never counts."""
        return self.old == 0 and self.new == 0


OFF = Weights()


@dataclass(frozen=True, slots=True)
class Bucket:
    """What was learned of shoppers with histories of one length."""

    weights: Weights
    lists: int  # that it was learned from
    gain: float  # mean NDCG gained over never asking the model
    low: float  # 95 % interval of the gain
    high: float
    evidence: Evidence  # "own": its own interval excludes harm; "pooled": that of all buckets together does


@dataclass(frozen=True, slots=True)
class Router:
    """A bucket for each length of history; `always` is the one weight that "always on" would use."""

    buckets: tuple[Bucket, ...]
    always: float
    edges: tuple[int, ...] = EDGES

    def weights(self, history_length: int) -> Weights:
        """Return what judgements are worth for a shopper with so many interactions."""
        return self.buckets[bucket_of(history_length, self.edges)].weights

    def gain(self, history_length: int) -> float:
        """Return the NDCG that asking the model is expected to gain; 0 where it is switched off."""
        bucket = self.buckets[bucket_of(history_length, self.edges)]
        return 0.0 if bucket.weights.off else bucket.gain

    def as_dict(self) -> dict[str, Any]:
        """Return the table as it is stored as JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, content: Mapping[str, Any]) -> "Router":
        """Read what `as_dict` gave."""
        buckets = tuple(Bucket(**{**row, "weights": Weights(**row["weights"])}) for row in content["buckets"])
        return cls(buckets, float(content["always"]), tuple(content["edges"]))


def bucket_of(history_length: int, edges: tuple[int, ...] = EDGES) -> int:
    """Return the bucket of a history: 0 below the first edge."""
    return sum(history_length >= edge for edge in edges)


def bucket_names(edges: tuple[int, ...] = EDGES) -> tuple[str, ...]:
    """Return the buckets in words: "0–2", "3–5", …, "11+"."""
    starts = (0, *edges)
    return (*(f"{start}–{end - 1}" for start, end in zip(starts, edges, strict=False)), f"{edges[-1]}+")
